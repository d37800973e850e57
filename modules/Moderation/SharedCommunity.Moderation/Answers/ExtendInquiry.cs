using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Custody;
using SharedCommunity.Moderation.Inquiries;

namespace SharedCommunity.Moderation.Answers;

/// <summary>
/// The holding reply, once: "we are finding out". It stops the first-response clock; the full answer is then due the
/// promised time from it.
/// </summary>
[ApiRoute("POST", "inquiries/{id}/extend", Summary = "Sends the holding reply, once; the full answer is due anew.")]
[FormRoute("/{agency}/{community}/inquiries/{id}/extend")]
internal sealed class ExtendInquiry(Replies replies, Custodian custodian, Clocks clocks)
    : OnInquiry<ExtendInquiry.Request, InquiryItem>
{
    /// <param name="Id">The inquiry.</param>
    /// <param name="Text">The reply; left out for the usual one, in the inquiry's language.</param>
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
        var text = string.IsNullOrWhiteSpace(request.Text)
            ? HelpQuestion.In(inquiry.Language, "Reply_holding")
            : request.Text.Trim();
        if (Words.Problem(text, "text") is { } wrong)
            return wrong;
        var who = subject.Worker(work);
        var custody = inquiry.CustodyAgencyId;
        if (inquiry.Extend(who, clocks.Of(subject.Community), work.Now) is { } no)
            return no.With(inquiry.ClaimStaffName ?? "");
        await custodian.Follow(subject, custody, work, ct);
        var sent = await replies.Send(new(AnswerKind.Holding, text, inquiry.Private), subject, who, work, ct);
        if (!sent.IsDone)
            return sent.Refusal;
        subject.Record(work, InquiryEventKind.Extended, who);
        return subject.Done(work);
    }
}
