using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Inquiries;

namespace SharedCommunity.Moderation.Answers;

/// <summary>Takes an answer back that is held and has not gone.</summary>
[ApiRoute("POST", "inquiries/{id}/answers/{answer}/recall", Summary = "Takes back an answer that has not gone yet.")]
[FormRoute("/{agency}/{community}/inquiries/{id}/answers/{answer}/recall")]
internal sealed class RecallAnswer(IDeliveries deliveries, Clocks clocks) : OnInquiry<RecallAnswer.Request, InquiryItem>
{
    /// <param name="Id">The inquiry.</param>
    /// <param name="Answer">The answer.</param>
    public sealed record Request(InquiryId Id, AnswerId Answer) : IOfInquiry;

    /// <inheritdoc />
    protected override async Task<Outcome<InquiryItem>> Handle(
        Request request,
        LoadedInquiry subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var all = await work.Db.Set<Answer>().Where(a => a.InquiryId == request.Id).OrderBy(a => a.At).ToListAsync(ct);
        var answer = all.Find(a => a.Id == request.Answer && a.RecalledAt is null);
        if (answer is null)
            return Refusal.NotFound;
        if (answer.DeliveryId is not { } delivery || !await deliveries.Recall(work, delivery, ct))
            return Refusals.TooLate;
        TakeBack(answer, all, subject.Inquiry, clocks.Of(subject.Community), work.Now);
        subject.Record(work, InquiryEventKind.AnswerRecalled, subject.Worker(work));
        return subject.Done(work);
    }

    /// <summary>An answer has not gone and will not: the inquiry stands as if it had not been given.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="all">All answers to the inquiry, the oldest first.</param>
    /// <param name="inquiry">The inquiry, locked.</param>
    /// <param name="clock">The community's clock.</param>
    /// <param name="now">When it was taken back.</param>
    internal static void TakeBack(
        Answer answer,
        IReadOnlyList<Answer> all,
        Inquiry inquiry,
        ServiceClock clock,
        Instant now
    )
    {
        answer.RecalledAt = now;
        if (answer.Kind != AnswerKind.Answer)
            return;
        var left = all.FirstOrDefault(a => a.Kind == AnswerKind.Answer && a.RecalledAt is null);
        inquiry.TakeBackAnswer(left?.At, clock);
    }
}
