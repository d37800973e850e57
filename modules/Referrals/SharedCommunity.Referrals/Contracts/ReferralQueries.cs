using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Loop;
using SharedCommunity.Referrals.Rules;
using SharedCommunity.Referrals.Working;

namespace SharedCommunity.Referrals.Contracts;

/// <summary>What one's own agency has had to do with another: its own referrals to them, nobody else's.</summary>
/// <param name="Waiting">How many of ours are open there.</param>
/// <param name="Completed">How many of our last ten there were completed.</param>
/// <param name="Helped">How many of those helped, at least in part.</param>
public sealed record ReferralDealings(int Waiting, int Completed, int Helped);

/// <summary>What became of an inquiry, for the agency that referred it.</summary>
/// <param name="Id">The referral, on the sender's side.</param>
/// <param name="Agency">To whom.</param>
/// <param name="State">Where it stands.</param>
/// <param name="SentAt">When it was sent.</param>
public sealed record ReferralOfInquiry(ReferralId Id, ReferralAgency Agency, ReferralState State, Instant SentAt);

/// <summary>What higher floors ask of referrals, inside their unit of work. Who may not read referrals gets nothing.</summary>
public static class ReferralQueries
{
    private const int MostOfInquiry = 20;

    private const string Dealings = """
        select s.slug,
            (select count(*) from (
                select from referrals.referrals r
                where r.other_slug = s.slug and r.side = 'Sender'
                    and r.state in ('Sent', 'Acknowledged', 'Accepted', 'ContactMade')
                limit 1000) waiting)::integer,
            done.completed, done.helped
        from unnest($1) as s (slug)
        cross join lateral (
            select count(*)::integer as completed,
                (count(*) filter (where last.outcome in ('Helped', 'Partly')))::integer as helped
            from (
                select r.outcome from referrals.referrals r
                where r.other_slug = s.slug and r.side = 'Sender' and r.state = 'Completed'
                order by r.state_at desc limit 10
            ) last
        ) done
        """;

    /// <summary>Whether the caller may read the referrals of their agency.</summary>
    public static bool ReadsReferrals(this UnitOfWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return work.Rights.Allow(Permissions.Read, null);
    }

    /// <summary>What the caller's agency has had to do with others, by their slugs.</summary>
    public static async Task<IReadOnlyDictionary<string, ReferralDealings>> DealingsWith(
        this UnitOfWork work,
        IReadOnlyList<string> slugs,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(slugs);
        var rows = await work.Query(
            Dealings,
            [slugs.ToArray()],
            row =>
                (Slug: row.GetString(0), With: new ReferralDealings(row.GetInt32(1), row.GetInt32(2), row.GetInt32(3))),
            ct
        );
        return rows.ToDictionary(row => row.Slug, row => row.With, StringComparer.Ordinal);
    }

    /// <summary>The referrals that the caller's agency made of an inquiry, the newest first.</summary>
    public static async Task<IReadOnlyList<ReferralOfInquiry>> ReferralsOf(
        this UnitOfWork work,
        InquiryId inquiry,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(work);
        if (!work.ReadsReferrals())
            return [];
        return await work
            .Db.Set<Referral>()
            .AsNoTracking()
            .Where(referral => referral.InquiryId == inquiry && referral.Side == ReferralSide.Sender)
            .OrderByDescending(referral => referral.CreatedAt)
            .Take(MostOfInquiry)
            .Select(referral => new ReferralOfInquiry(
                referral.Id,
                new ReferralAgency(referral.OtherSlug, referral.OtherName),
                referral.State,
                referral.CreatedAt
            ))
            .ToListAsync(ct);
    }

    /// <summary>What the caller's agency has to do today; null for who may not read its referrals.</summary>
    public static async Task<ReferralsToday?> ReferralsToday(this UnitOfWork work, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(work);
        return work.ReadsReferrals() ? await TodayReading.Of(work, ct) : null;
    }
}
