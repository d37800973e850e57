using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
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
        answer.RecalledAt = work.Now;
        if (answer.Kind == AnswerKind.Answer)
        {
            var left = all.Find(a => a.Kind == AnswerKind.Answer && a.RecalledAt is null);
            subject.Inquiry.TakeBackAnswer(left?.At, clocks.Of(subject.Community));
        }

        subject.Record(work, InquiryEventKind.AnswerRecalled, subject.Worker(work));
        return subject.Done(work);
    }
}
