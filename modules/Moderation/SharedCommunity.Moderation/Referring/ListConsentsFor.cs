using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Moderation.Queue;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Moderation.Referring;

/// <summary>What there is of consent for an inquiry: what its member was asked, and what holds.</summary>
[ApiRoute(
    "GET",
    "inquiries/{id}/consents",
    Summary = "What the member of an inquiry was asked, with the answers, and the consents of theirs that hold."
)]
internal sealed class ListConsentsFor : Query<ListConsentsFor.Request, LoadedInquiry, ConsentsForInquiry>
{
    /// <param name="Id">The inquiry.</param>
    public sealed record Request(InquiryId Id) : IOfInquiry;

    /// <inheritdoc />
    public override Permission Needs => QueuePermissions.Work;

    /// <inheritdoc />
    protected override Task<LoadedInquiry?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        InquiryReading.Of(request.Id, work, ct);

    /// <inheritdoc />
    protected override async Task<Outcome<ConsentsForInquiry>> Handle(
        Request request,
        LoadedInquiry subject,
        UnitOfWork work,
        CancellationToken ct
    ) => await work.ConsentsFor(subject.Inquiry.Id, subject.CommunityId, subject.Inquiry.MemberId, ct);
}
