using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Working;

/// <summary>Reads what the caller's agency, and the caller, have to do about referrals today.</summary>
internal static class TodayReading
{
    private const int Most = 50;
    private const int MostBack = 20;
    private static readonly Duration Lately = Duration.FromDays(3);

    // A little longer than members are asked how it went.
    private static readonly Duration Asked = Duration.FromDays(42);

    private const string Due = """
        select count(*)::integer from (
            select from unnest(array['Sent', 'Acknowledged', 'Accepted', 'ContactMade']) as t (state)
            join referrals.referrals r on r.state = t.state
            where r.side = 'Receiver' and r.due_at < $1 limit 1000) c
        """;

    public static async Task<ReferralsToday> Of(UnitOfWork work, CancellationToken ct)
    {
        var zone = await CardReading.Zone(work, null, ct);
        var today = work.Now.InZone(zone.Zone).Date;
        var ends = zone.Zone.AtStartOfDay(today.PlusDays(1)).ToInstant();
        var (me, now, back, asked) = (work.Rights.Staff.Value, work.Now, work.Now - Lately, work.Now - Asked);
        // What the receiver owes is ours on the side that came in; what came back, the sender owes.
        var rows = await work
            .Db.Set<Referral>()
            .FromSql(
                $"""
                (select r.* from unnest(array['Sent', 'Acknowledged', 'Accepted', 'ContactMade']) as t (state)
                cross join lateral (
                    select * from referrals.referrals x
                    where x.side = 'Receiver' and x.state = t.state and x.due_at < {ends}
                    order by x.due_at, x.id limit {Most}) r
                order by r.due_at, r.id limit {Most})
                union all
                (select r.* from referrals.referrals r
                where r.worker_id = {me} and r.side = 'Receiver' and r.due_at >= {ends}
                order by r.due_at, r.id limit {Most})
                union all
                (select r.* from referrals.referrals r
                where r.side = 'Sender' and r.due_at is null and r.state_at > {back}
                    and (r.state in ('Declined', 'Redirected', 'Lapsed') and r.owes = 'Sender'
                        or r.state = 'Completed' and r.outcome in ('NotReached', 'NotEligible'))
                order by r.state_at desc, r.id limit {MostBack})
                union all
                (select r.* from unnest(array['Sent', 'Acknowledged', 'Accepted', 'ContactMade']) as t (state)
                cross join lateral (
                    select * from referrals.referrals x
                    where x.side = 'Sender' and x.state = t.state and x.due_at < {now}
                    order by x.due_at, x.id limit {Most}) r
                order by r.due_at, r.id limit {Most})
                union all
                (select r.* from referrals.referrals r
                where r.side = 'Receiver' and r.due_at is null and r.state_at > {asked} and r.state = 'Completed'
                    and r.helped = 'StillWaiting' and r.consent_ended is null
                order by r.state_at, r.id limit {Most})
                union all
                (select r.* from referrals.follow_ups f join referrals.referrals r on r.id = f.referral_id
                where f.asked_at is not null and f.delivery_id is null and f.answer is null and r.side = 'Sender'
                    and r.state = 'Completed'
                order by f.asked_at, f.id limit {Most})
                union all
                (select r.* from referrals.referrals r
                join referrals.follow_ups f on f.referral_id = r.id
                join channels.delivery_cards d on d.id = f.delivery_id
                where r.side = 'Sender' and r.due_at is null and r.state_at > {asked} and r.state = 'Completed'
                    and r.consent_ended is null and f.answer is null and d.state in ('Failed', 'Unknown')
                order by f.asked_at, f.id limit {Most})
                """
            )
            .AsNoTracking()
            .ToListAsync(ct);
        var total = await work.Query(Due, [ends], row => row.GetInt32(0), ct);
        var cards = await CardReading.Cards(rows, work, ct);
        var open = These(ReferralDirection.In, card => card.Time is not null)
            .OrderBy(card => card.Time!.DueAt)
            .ToList();
        return new(
            zone.Id,
            zone.Of,
            work.Now,
            total[0],
            [.. open.Where(card => card.Time!.DueAt < work.Now)],
            [.. open.Where(card => card.Time!.DueAt >= work.Now && card.Time.DueAt < ends)],
            [.. open.Where(card => card.Time!.DueAt >= ends)],
            // One may have been asked about twice without an answer.
            [
                .. These(ReferralDirection.Out, card => card.State == ReferralState.Completed && !HelpsNobody(card))
                    .DistinctBy(card => card.Id),
            ],
            [
                .. These(
                    ReferralDirection.Out,
                    card => card.Time is null && (card.State != ReferralState.Completed || HelpsNobody(card))
                ),
            ],
            [.. These(ReferralDirection.In, card => card.Time is null)],
            [.. These(ReferralDirection.Out, card => card.Time is not null)]
        );

        IEnumerable<ReferralCard> These(ReferralDirection direction, Func<ReferralCard, bool> wanted) =>
            cards.Where(card => card.Direction == direction && wanted(card));

        static bool HelpsNobody(ReferralCard card) =>
            card.Outcome is ReferralOutcome.NotReached or ReferralOutcome.NotEligible;
    }
}
