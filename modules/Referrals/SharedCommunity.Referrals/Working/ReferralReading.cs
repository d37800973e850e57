using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Consents;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.FollowingUp;
using SharedCommunity.Referrals.Loop;
using SharedCommunity.Referrals.Telling;

namespace SharedCommunity.Referrals.Working;

/// <summary>Reads referrals of the caller's agency as pages and programs see them.</summary>
internal static class ReferralReading
{
    private const int LongestTimeline = 200;

    /// <summary>
    /// A referral, locked until the end of the unit of work; between two teams of one agency both sides, always in one
    /// order.
    /// </summary>
    public static async Task<Referral?> Locked(ReferralId id, UnitOfWork work, CancellationToken ct) =>
        (
            await work
                .Db.Set<Referral>()
                .FromSql(
                    $"""
                    select * from referrals.referrals
                    where loop_id = (select loop_id from referrals.referrals where id = {id.Value})
                    order by id for update
                    """
                )
                .ToListAsync(ct)
        ).Find(referral => referral.Id == id);

    /// <summary>Its history, the newest last.</summary>
    public static async Task<IReadOnlyList<ReferralStep>> Timeline(
        ReferralId id,
        UnitOfWork work,
        CancellationToken ct
    ) =>
        await work
            .Db.Set<ReferralEvent>()
            .AsNoTracking()
            .Where(happened => happened.ReferralId == id)
            // Written while the row was locked: so in the order in which it was taken, where instants are those at which
            // somebody began.
            .OrderBy(happened => happened.Id)
            .Take(LongestTimeline)
            .Select(happened => new ReferralStep(
                happened.At,
                happened.Input,
                happened.State,
                happened.StaffName,
                happened.Note,
                happened.Helped,
                happened.ByMember
            ))
            .ToListAsync(ct);

    /// <summary>One side with all that is known of it.</summary>
    public static async Task<ReferralItem> Whole(Referral referral, UnitOfWork work, CancellationToken ct)
    {
        var unconfirmed = await CardReading.Unconfirmed([referral], work, ct);
        return Item(referral, await Timeline(referral.Id, work, ct)) with
        {
            UnconfirmedSince = unconfirmed.TryGetValue(referral.LoopId, out var since) ? since : null,
            FollowUps = await FollowUps(referral.Id, work, ct),
            Told = await Told(referral.Id, work, ct),
            SecondPerson = await SecondPerson(referral, work, ct),
            CommunitySlug = referral.CommunityId is { } community ? (await work.Community(community, ct))?.Slug : null,
        };
    }

    private static async Task<IReadOnlyList<FollowUpItem>> FollowUps(
        ReferralId id,
        UnitOfWork work,
        CancellationToken ct
    ) =>
        [
            .. (
                await (
                    from followUp in work.Db.Set<FollowUp>()
                    join card in work.Db.Set<DeliveryCard>()
                        on followUp.DeliveryId equals (DeliveryId?)card.Id
                        into sent
                    from delivery in sent.DefaultIfEmpty()
                    where followUp.ReferralId == id
                    orderby followUp.DueAt ?? followUp.AnsweredAt, followUp.Id
                    select new { followUp, State = (DeliveryState?)delivery.State }
                )
                    .AsNoTracking()
                    .Take(LongestTimeline)
                    .ToListAsync(ct)
            ).Select(one => one.followUp.Item(one.State)),
        ];

    private static async Task<string?> SecondPerson(Referral referral, UnitOfWork work, CancellationToken ct) =>
        referral.ConsentId is { } id
        && await work
            .Db.Set<Consent>()
            .AsNoTracking()
            .Where(consent => consent.Id == id)
            .Select(consent => consent.SecondNames)
            .FirstOrDefaultAsync(ct)
            is { Count: > 0 } names
            ? string.Join(", ", names)
            : null;

    private static async Task<MemberTold?> Told(ReferralId id, UnitOfWork work, CancellationToken ct) =>
        await (
            from told in work.Db.Set<MemberTelling>()
            join delivery in work.Db.Set<DeliveryCard>() on told.DeliveryId equals (DeliveryId?)delivery.Id into sent
            from delivery in sent.DefaultIfEmpty()
            where told.ReferralId == id
            orderby told.At descending, told.Id descending
            select new MemberTold(
                told.At,
                told.Text,
                    // A delivery that we no longer see went while we did.
                    told.DeliveryId == null
                        ? ToldState.NotReached
                    : delivery == null || delivery.State == DeliveryState.Sent ? ToldState.Sent
                    : delivery.State == DeliveryState.Failed
                    || delivery.State == DeliveryState.Unknown
                    || delivery.State == DeliveryState.Recalled
                        ? ToldState.NotReached
                    : ToldState.Underway
            )
        ).FirstOrDefaultAsync(ct);

    /// <summary>One side as it is shown.</summary>
    public static ReferralItem Item(Referral referral, IReadOnlyList<ReferralStep>? timeline = null) =>
        new()
        {
            Id = referral.Id,
            Direction = referral.Side == ReferralSide.Sender ? ReferralDirection.Out : ReferralDirection.In,
            State = referral.State,
            StateAt = referral.StateAt,
            Owes = referral.Owes,
            DueAt = referral.DueAt,
            SentAt = referral.CreatedAt,
            Agency = new(referral.OtherSlug, referral.OtherName),
            Community = referral.CommunityName,
            Service = referral.Service,
            Language = referral.Language,
            Shared = JsonSerializer.Deserialize<List<SharedItem>>(referral.Shared, KernelJson.Options) ?? [],
            Consent = referral.Ground is { } ground
                ? JsonSerializer.Deserialize<ConsentTold>(ground, KernelJson.Options)
                : null,
            ConsentId = referral.ConsentId,
            ConsentEnded = referral.ConsentEnded,
            Note = referral.Note,
            Worker = referral.Worker,
            ContactBy = referral.ContactBy,
            Reason = referral.Reason,
            Suggestion = referral.Suggestion,
            Outcome = referral.Outcome,
            OutcomeNote = referral.OutcomeNote,
            Helped = referral.Helped,
            Inquiry = referral.InquiryId,
            Acts = [.. LoopTable.Own.ActsOf(referral)],
            Timeline = timeline ?? [],
        };
}
