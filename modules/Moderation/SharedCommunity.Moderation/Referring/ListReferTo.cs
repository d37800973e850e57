using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Moderation.Queue;

namespace SharedCommunity.Moderation.Referring;

/// <summary>The agencies that an inquiry may be referred to, the fittest first, each with the reasons.</summary>
[ApiRoute(
    "GET",
    "inquiries/{id}/refer-to",
    Summary = "The agencies that an inquiry may be referred to, the fittest first, each with the reasons in words."
)]
internal sealed class ListReferTo(ReferToReading reading) : Query<ListReferTo.Request, LoadedInquiry, Page<ReferTo>>
{
    /// <param name="Id">The inquiry.</param>
    public sealed record Request(InquiryId Id) : IOfInquiry;

    /// <inheritdoc />
    public override Permission Needs => QueuePermissions.Work;

    /// <inheritdoc />
    protected override Task<LoadedInquiry?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        InquiryReading.Of(request.Id, work, ct);

    /// <inheritdoc />
    protected override async Task<Outcome<Page<ReferTo>>> Handle(
        Request request,
        LoadedInquiry subject,
        UnitOfWork work,
        CancellationToken ct
    ) => new Page<ReferTo>(await reading.Of(subject, work, ct), null);
}
