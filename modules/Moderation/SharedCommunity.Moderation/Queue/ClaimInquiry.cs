using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Custody;
using SharedCommunity.Moderation.Inquiries;

namespace SharedCommunity.Moderation.Queue;

/// <summary>Says that one is on it, or renews one's own lease.</summary>
[ApiRoute("POST", "inquiries/{id}/claim", Summary = "Claims an inquiry for 15 minutes, or renews one's own claim.")]
[FormRoute("/{agency}/{community}/inquiries/{id}/claim")]
internal sealed class ClaimInquiry(Custodian custodian) : OnInquiry<ClaimInquiry.Request, InquiryItem>
{
    /// <param name="Id">The inquiry.</param>
    public sealed record Request(InquiryId Id) : IOfInquiry;

    /// <inheritdoc />
    protected override async Task<Outcome<InquiryItem>> Handle(
        Request request,
        LoadedInquiry subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var inquiry = subject.Inquiry;
        var who = subject.Worker(work);
        var (before, custody, held) = (
            (inquiry.ClaimStaffId, inquiry.ClaimStaffName),
            inquiry.CustodyAgencyId,
            inquiry.ClaimUntil > work.Now
        );
        if (inquiry.Claim(who, work.Now) is { } no)
            return no.With(inquiry.ClaimStaffName ?? "");
        await custodian.Follow(subject, custody, work, ct);
        if (before.ClaimStaffId is null || (before.ClaimStaffId == who.Staff && !held))
            subject.Record(work, InquiryEventKind.Claimed, who);
        else if (before.ClaimStaffId != who.Staff)
            subject.Record(work, InquiryEventKind.TakenOver, who, before.ClaimStaffName);
        return subject.Done(work);
    }
}
