using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Moderation.Queue;

namespace SharedCommunity.Moderation.Answers;

/// <summary>
/// What members say of an answer. A yes stands in the history and is counted; a no opens the inquiry again with the same
/// moderator, or where they work here no more, in the queue. Custody stays as it is.
/// </summary>
internal sealed class HearIfHelped(Clocks clocks) : IHandle<ChoiceMade>
{
    /// <inheritdoc />
    public async Task Handle(IReadOnlyList<ChoiceMade> announced, UnitOfWork work, CancellationToken cancellationToken)
    {
        var said = announced
            .Select(made => (Made: made, Said: HelpQuestion.Read(made.Value)))
            .Where(one => one.Said is not null)
            .Select(one => (one.Made, one.Said!.Value.Answer, one.Said.Value.Helped))
            .ToList();
        if (said.Count == 0)
            return;
        var ids = said.Select(one => one.Answer).ToList();
        var answers = await work
            .Db.Set<Answer>()
            .Where(answer => ids.Contains(answer.Id))
            .ToDictionaryAsync(answer => answer.Id, cancellationToken);
        var keys = answers.Values.Select(answer => answer.InquiryId.Value).Distinct().ToArray();
        var inquiries = await work
            .Db.Set<Inquiry>()
            .FromSql($"select * from moderation.inquiries where id = any ({keys}) order by id for update")
            .ToDictionaryAsync(inquiry => inquiry.Id, cancellationToken);
        foreach (var (made, id, helped) in said)
        {
            if (
                answers.GetValueOrDefault(id) is not { } answer
                || answer.DeliveryId != made.Delivery
                || !answer.Hear(helped, made.At)
            )
                continue;
            var inquiry = inquiries[answer.InquiryId];
            Record(work, inquiry, helped ? InquiryEventKind.Helped : InquiryEventKind.NotHelped, place: 0);
            work.Announce(
                new AnswerJudged(inquiry.CommunityId, inquiry.Id, answer.Id, answer.AgencyId, helped, made.At)
            );
            if (!helped)
                await AskAgain(inquiry, answer, work, cancellationToken);
            work.Changed(inquiry.CommunityId, "queue");
        }
    }

    private async Task AskAgain(Inquiry inquiry, Answer answer, UnitOfWork work, CancellationToken ct)
    {
        var community = (await work.Community(inquiry.CommunityId, ct))!;
        // What is in another agency's custody by now, or in nobody's, is not for the one who answered then.
        var theirs = !inquiry.Private || inquiry.CustodyAgencyId == answer.AgencyId;
        var with =
            theirs && await work.StillMay(answer.StaffId, QueuePermissions.Work, inquiry.CommunityId, ct)
                ? new Worker(answer.StaffId, answer.StaffName, answer.AgencyId, "", answer.AgencyName)
                : null;
        if (!inquiry.AskAgain(with, clocks.Of(community), work.Now))
            return;
        Record(work, inquiry, InquiryEventKind.Reopened, place: 1);
        if (with is not null)
            Record(work, inquiry, InquiryEventKind.Assigned, place: 2, $"{with.Name} ({with.AgencyName})");
    }

    private static void Record(
        UnitOfWork work,
        Inquiry inquiry,
        InquiryEventKind kind,
        int place,
        string? note = null
    ) =>
        work.Db.Add(
            new InquiryEvent
            {
                // Lines of one instant are read in the order of their ids.
                Id = Guid.CreateVersion7(work.Now.ToDateTimeOffset().AddMilliseconds(place)),
                CommunityId = inquiry.CommunityId,
                InquiryId = inquiry.Id,
                CustodyAgencyId = inquiry.CustodyAgencyId,
                Kind = kind,
                At = work.Now,
                Note = note,
            }
        );
}
