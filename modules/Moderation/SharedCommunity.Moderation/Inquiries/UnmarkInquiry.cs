using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Custody;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>Says that an inquiry is none: it leaves the queue and counts for nothing.</summary>
[ApiRoute("POST", "inquiries/{id}/unmark", Summary = "Says that an inquiry is none.")]
[FormRoute("/{agency}/{community}/inquiries/{id}/unmark")]
internal sealed class UnmarkInquiry(Custodian custodian) : OnInquiry<UnmarkInquiry.Request, InquiryItem>
{
    /// <param name="Id">The inquiry.</param>
    public sealed record Request(InquiryId Id) : IOfInquiry;

    /// <inheritdoc />
    protected override Task<Outcome<InquiryItem>> Handle(
        Request request,
        LoadedInquiry subject,
        UnitOfWork work,
        CancellationToken ct
    ) => CloseInquiry.Close(CloseReason.NotAnInquiry, null, subject, custodian, work, ct);
}
