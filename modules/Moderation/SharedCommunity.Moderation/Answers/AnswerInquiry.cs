using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Custody;
using SharedCommunity.Moderation.Inquiries;

namespace SharedCommunity.Moderation.Answers;

/// <summary>Answers an inquiry; where nobody is on it, claims it in the same step.</summary>
[ApiRoute("POST", "inquiries/{id}/answer", Summary = "Answers an inquiry, and closes it unless it is kept open.")]
[FormRoute("/{agency}/{community}/inquiries/{id}/answer")]
internal sealed class AnswerInquiry(Replies replies, Custodian custodian)
    : OnInquiry<AnswerInquiry.Request, InquiryItem>
{
    /// <param name="Id">The inquiry.</param>
    /// <param name="Text">The answer.</param>
    /// <param name="Version">The version that the answer is about.</param>
    /// <param name="Privately">To the member alone; a private inquiry knows no other way.</param>
    /// <param name="KeepOpen">Whether the inquiry stays open.</param>
    /// <param name="Service">A service that the answer names: a light referral.</param>
    /// <param name="Urgent">An emergency: not held until the next opening.</param>
    /// <param name="AskIfHelped">Whether to ask the member under it whether it helped; a "no" opens the inquiry again.</param>
    public sealed record Request(
        InquiryId Id,
        string Text,
        int Version,
        bool? Privately = null,
        bool KeepOpen = false,
        string? Service = null,
        bool Urgent = false,
        bool AskIfHelped = false
    ) : IOfInquiry;

    /// <inheritdoc />
    protected override async Task<Outcome<InquiryItem>> Handle(
        Request request,
        LoadedInquiry subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (Words.Problem(request.Text, "text") is { } wrong)
            return wrong;
        var inquiry = subject.Inquiry;
        var who = subject.Worker(work);
        // Who is on it says more than that something has changed.
        if (inquiry.Refuses(InquiryAction.Answer, who, work.Now) is { } no)
            return no.With(inquiry.ClaimStaffName ?? "");
        if (request.Version != inquiry.Version)
            return Refusal.Changed;
        if (inquiry.Private && request.Privately == false)
            return Refusals.AnsweredPrivately;
        var (custody, first) = (inquiry.CustodyAgencyId, inquiry.AnsweredAt is null);
        _ = inquiry.Answer(who, request.KeepOpen, work.Now);
        await custodian.Follow(subject, custody, work, ct);
        var reply = new NewReply(
            AnswerKind.Answer,
            request.Text.Trim(),
            inquiry.Private || request.Privately == true,
            request.Service,
            request.Urgent,
            request.AskIfHelped
        );
        var sent = await replies.Send(reply, subject, who, work, ct);
        if (!sent.IsDone)
            return sent.Refusal;
        subject.Record(work, InquiryEventKind.Answered, who);
        work.Announce(
            new InquiryAnswered(
                subject.CommunityId,
                inquiry.Id,
                sent.Value.Id,
                who.Agency,
                work.Now,
                first,
                inquiry.PromisedBy
            )
        );
        if (!request.KeepOpen)
            work.Announce(new InquiryClosed(subject.CommunityId, inquiry.Id, CloseReason.Answered, work.Now));
        return subject.Done(work);
    }
}
