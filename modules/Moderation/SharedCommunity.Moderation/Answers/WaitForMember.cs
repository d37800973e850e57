using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Custody;
using SharedCommunity.Moderation.Inquiries;

namespace SharedCommunity.Moderation.Answers;

/// <summary>Waits for the member, and may ask back: the time that is left is kept until the reply.</summary>
[ApiRoute("POST", "inquiries/{id}/wait", Summary = "Waits for the member; the time that is left is kept.")]
[FormRoute("/{agency}/{community}/inquiries/{id}/wait")]
internal sealed class WaitForMember(Replies replies, Custodian custodian, Clocks clocks)
    : OnInquiry<WaitForMember.Request, InquiryItem>
{
    /// <param name="Id">The inquiry.</param>
    /// <param name="Text">The question back; left out where it was asked already.</param>
    /// <param name="Version">The version that one has seen; left out where it does not matter.</param>
    public sealed record Request(InquiryId Id, string? Text = null, int? Version = null) : IOfInquiry;

    /// <inheritdoc />
    protected override async Task<Outcome<InquiryItem>> Handle(
        Request request,
        LoadedInquiry subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (request.Version is { } seen && seen != subject.Inquiry.Version)
            return Refusal.Changed;
        var inquiry = subject.Inquiry;
        var who = subject.Worker(work);
        var custody = inquiry.CustodyAgencyId;
        if (inquiry.Wait(who, clocks.Of(subject.Community), work.Now) is { } no)
            return no.With(inquiry.ClaimStaffName ?? "");
        await custodian.Follow(subject, custody, work, ct);
        if (!string.IsNullOrWhiteSpace(request.Text))
        {
            if (Words.Problem(request.Text, "text") is { } wrong)
                return wrong;
            var query = new NewReply(AnswerKind.Query, request.Text.Trim(), inquiry.Private);
            var sent = await replies.Send(query, subject, who, work, ct);
            if (!sent.IsDone)
                return sent.Refusal;
        }

        subject.Record(work, InquiryEventKind.Waiting, who);
        return subject.Done(work);
    }
}
