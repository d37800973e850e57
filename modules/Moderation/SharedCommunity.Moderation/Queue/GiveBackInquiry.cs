using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Custody;
using SharedCommunity.Moderation.Inquiries;

namespace SharedCommunity.Moderation.Queue;

/// <summary>Gives a private inquiry back to the queue of all co-hosts.</summary>
[ApiRoute("POST", "inquiries/{id}/give-back", Summary = "Gives a private inquiry back to the shared queue.")]
[FormRoute("/{agency}/{community}/inquiries/{id}/give-back")]
internal sealed class GiveBackInquiry(Custodian custodian) : OnInquiry<GiveBackInquiry.Request, InquiryItem>
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
        var who = subject.Worker(work);
        if (subject.Inquiry.GiveBack(who, work.Now) is { } no)
            return no.With(subject.Inquiry.ClaimStaffName ?? "");
        subject.Record(work, InquiryEventKind.GivenBack, who);
        var item = subject.Done(work);
        await custodian.End(subject, null, work, ct);
        return item;
    }
}
