using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Rules;

/// <summary>What this module refuses, by name; the words stand in its texts.</summary>
internal static class Refusals
{
    /// <summary>Only an active Lead does this.</summary>
    public static readonly Refusal LeadOnly = new("lead_only", RefusalKind.Forbidden);

    /// <summary>A community keeps at least one active Lead.</summary>
    public static readonly Refusal LastLead = new("last_lead", RefusalKind.Conflict);

    /// <summary>An agency keeps at least one administrator.</summary>
    public static readonly Refusal LastAdministrator = new("last_administrator", RefusalKind.Conflict);

    /// <summary>The agency is a co-host or invited already.</summary>
    public static readonly Refusal AlreadyCoHost = new("already_co_host", RefusalKind.Conflict);

    /// <summary>The person is on the staff already.</summary>
    public static readonly Refusal AlreadyStaff = new("already_staff", RefusalKind.Conflict);

    /// <summary>A co-hosting or a community cannot go from its state to that one.</summary>
    public static readonly Refusal NotFromHere = new("not_from_here", RefusalKind.Conflict);

    /// <summary>Nobody answered the invitation in time.</summary>
    public static readonly Refusal InvitationExpired = new("invitation_expired", RefusalKind.Conflict);

    /// <summary>A mail for that address was asked for within the hour.</summary>
    public static readonly Refusal InvitationMailed = new("invitation_mailed", RefusalKind.Conflict);

    /// <summary>Who asks others for a second factor has one.</summary>
    public static readonly Refusal SecondFactorFirst = new("second_factor_first", RefusalKind.Conflict);

    /// <summary>The account belongs to others too: their door is not ours to open.</summary>
    public static readonly Refusal AccountShared = new("account_shared", RefusalKind.Conflict);
}
