using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Referrals.Rules;

/// <summary>The refusals of this floor.</summary>
internal static class Refusals
{
    /// <summary>The loop does not allow it in this state.</summary>
    public static readonly Refusal NotNow = new("referral_not_now", RefusalKind.Conflict);

    /// <summary>No agency of the community, and not one's own, has that slug.</summary>
    public static readonly Refusal NoSuchAgency = new("no_such_agency", RefusalKind.Invalid);

    /// <summary>Something personal would go out without a ground.</summary>
    public static readonly Refusal NoGround = new("no_ground", RefusalKind.Invalid);

    /// <summary>The member took that consent back before, or its time is over.</summary>
    public static readonly Refusal ConsentOver = new("consent_over", RefusalKind.Conflict);

    /// <summary>More is shared than the ground covers.</summary>
    public static readonly Refusal BeyondGround = new("beyond_ground", RefusalKind.Invalid);
}
