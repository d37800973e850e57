using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Working;

/// <summary>Reads the board: each column is bounded by its index before anything is made of it.</summary>
internal static class BoardReading
{
    private const int PerColumn = 20;
    private static readonly Duration Lately = Duration.FromDays(14);

    private static readonly ReferralState[] Open =
    [
        ReferralState.Sent,
        ReferralState.Acknowledged,
        ReferralState.Accepted,
        ReferralState.ContactMade,
    ];

    private const string Counts = """
        select s.side, t.state, (
            select count(*) from (
                select from referrals.referrals r where r.side = s.side and r.state = t.state limit 1000) c)::integer
        from unnest($1) as s (side) cross join unnest($2) as t (state)
        union all
        select s.side, 'Closed', (
            select count(*) from (
                select from referrals.referrals r
                where r.side = s.side and r.due_at is null and r.state_at > $3 limit 1000) c)::integer
        from unnest($1) as s (side)
        """;

    public static async Task<ReferralBoard> Of(ReferralDirection? direction, UnitOfWork work, CancellationToken ct)
    {
        string[] sides = direction switch
        {
            ReferralDirection.Out => [nameof(ReferralSide.Sender)],
            ReferralDirection.In => [nameof(ReferralSide.Receiver)],
            _ => [nameof(ReferralSide.Sender), nameof(ReferralSide.Receiver)],
        };
        string[] states = [.. Open.Select(state => state.ToString())];
        var from = work.Now - Lately;
        var rows = await work
            .Db.Set<Referral>()
            .FromSql(
                $"""
                select r.* from unnest({sides}) as s (side) cross join unnest({states}) as t (state)
                cross join lateral (
                    select * from referrals.referrals x where x.side = s.side and x.state = t.state
                    order by x.due_at, x.id limit {PerColumn}) r
                union all
                select r.* from unnest({sides}) as s (side)
                cross join lateral (
                    select * from referrals.referrals x
                    where x.side = s.side and x.due_at is null and x.state_at > {from}
                    order by x.state_at desc, x.id limit {PerColumn}) r
                """
            )
            .AsNoTracking()
            .ToListAsync(ct);
        var counts = await work.Query(
            Counts,
            [sides, states, from],
            row => (Side: row.GetString(0), State: row.GetString(1), Count: row.GetInt32(2)),
            ct
        );
        var cards = await CardReading.Cards(rows, work, ct);
        return new([
            .. Open.Select(state => new ReferralColumn(
                state,
                Counted(state.ToString(), null),
                // What is open, the receiver owes.
                Counted(state.ToString(), nameof(ReferralSide.Receiver)),
                [.. cards.Where(card => card.State == state).OrderBy(card => card.Time?.DueAt).Take(PerColumn)]
            )),
            new ReferralColumn(
                null,
                Counted("Closed", null),
                0,
                [
                    .. cards
                        .Where(card => !Open.Contains(card.State))
                        .OrderByDescending(card => card.StateAt)
                        .Take(PerColumn),
                ]
            ),
        ]);

        int Counted(string state, string? side) =>
            counts.Where(one => one.State == state && (side is null || one.Side == side)).Sum(one => one.Count);
    }
}
