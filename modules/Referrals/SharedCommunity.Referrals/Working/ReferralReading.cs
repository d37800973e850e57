using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Working;

/// <summary>Reads referrals of the caller's agency as pages and programs see them.</summary>
internal static class ReferralReading
{
    private const int LongestTimeline = 200;

    /// <summary>A referral, locked until the end of the unit of work.</summary>
    public static async Task<Referral?> Locked(ReferralId id, UnitOfWork work, CancellationToken ct) =>
        (
            await work
                .Db.Set<Referral>()
                .FromSql($"select * from referrals.referrals where id = {id.Value} for update")
                .ToListAsync(ct)
        ).FirstOrDefault();

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
            .OrderBy(happened => happened.At)
            .ThenBy(happened => happened.Id)
            .Take(LongestTimeline)
            .Select(happened => new ReferralStep(
                happened.At,
                happened.Input,
                happened.State,
                happened.StaffName,
                happened.Note
            ))
            .ToListAsync(ct);

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
            Inquiry = referral.InquiryId,
            Acts = [.. LoopTable.Own.ActsOf(referral.Side, referral.State)],
            Timeline = timeline ?? [],
        };
}
