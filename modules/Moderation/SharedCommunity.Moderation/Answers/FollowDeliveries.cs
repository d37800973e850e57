using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Inquiries;

namespace SharedCommunity.Moderation.Answers;

/// <summary>
/// Writes into the history what could not be delivered, opens again what was given up undelivered, and makes open pages
/// show where an answer stands.
/// </summary>
internal sealed class FollowDeliveries(Clocks clocks) : IHandle<DeliverySettled>
{
    public async Task Handle(
        IReadOnlyList<DeliverySettled> announced,
        UnitOfWork work,
        CancellationToken cancellationToken
    )
    {
        var lost = announced
            .Where(settled => settled.State is not DeliveryState.Sent)
            .ToDictionary(settled => settled.Delivery, settled => settled);
        foreach (var community in announced.Select(settled => settled.CommunityId).Distinct())
            work.Changed(community, "queue");
        if (lost.Count == 0)
            return;
        var ids = lost.Keys.ToList();
        // What RecallAnswer took back is taken back already.
        var answers = await work
            .Db.Set<Answer>()
            .Where(answer =>
                answer.DeliveryId != null && ids.Contains(answer.DeliveryId.Value) && answer.RecalledAt == null
            )
            .ToListAsync(cancellationToken);
        foreach (var answer in answers)
            if (lost[answer.DeliveryId!.Value] is { State: DeliveryState.Failed or DeliveryState.Unknown } failed)
                work.Db.Add(Line(answer, InquiryEventKind.AnswerFailed, work, failed.Failure));
        await TakeBack(
            [.. answers.Where(answer => lost[answer.DeliveryId!.Value].State is DeliveryState.Recalled)],
            work,
            cancellationToken
        );
    }

    // An answer that a person gave up never reached the member: the question waits again.
    private async Task TakeBack(IReadOnlyList<Answer> recalled, UnitOfWork work, CancellationToken ct)
    {
        if (recalled.Count == 0)
            return;
        var ids = recalled.Select(answer => answer.InquiryId).Distinct().ToList();
        var keys = ids.Select(id => id.Value).ToArray();
        var inquiries = await work
            .Db.Set<Inquiry>()
            .FromSql($"select * from moderation.inquiries where id = any ({keys}) order by id for update")
            .ToDictionaryAsync(inquiry => inquiry.Id, ct);
        var all = await work
            .Db.Set<Answer>()
            .Where(answer => ids.Contains(answer.InquiryId))
            .OrderBy(answer => answer.At)
            .ToListAsync(ct);
        var places = recalled.Select(answer => answer.CommunityId).Distinct().ToList();
        var communities = await work
            .Db.Set<CommunityCard>()
            .AsNoTracking()
            .Where(community => places.Contains(community.Id))
            .ToDictionaryAsync(community => community.Id, ct);
        var agency = work.HasRights
            ? await work.Db.Set<AgencyCard>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == work.Agency, ct)
            : null;
        foreach (var answer in recalled)
        {
            RecallAnswer.TakeBack(
                answer,
                [.. all.Where(one => one.InquiryId == answer.InquiryId)],
                inquiries[answer.InquiryId],
                clocks.Of(communities[answer.CommunityId]),
                work.Now
            );
            work.Db.Add(Line(answer, InquiryEventKind.AnswerRecalled, work, null, agency));
        }
    }

    private static InquiryEvent Line(
        Answer answer,
        InquiryEventKind kind,
        UnitOfWork work,
        string? note,
        AgencyCard? by = null
    ) =>
        new()
        {
            CommunityId = answer.CommunityId,
            InquiryId = answer.InquiryId,
            CustodyAgencyId = answer.CustodyAgencyId,
            Kind = kind,
            At = work.Now,
            StaffId = by is null ? null : work.Rights.Staff,
            StaffName = by is null ? null : work.Rights.DisplayName,
            AgencyId = by?.Id,
            AgencyName = by?.Name,
            Note = note,
        };
}
