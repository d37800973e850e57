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

    /// <summary>The member said yes to another agency's having it.</summary>
    public static readonly Refusal OtherReceiver = new("other_receiver", RefusalKind.Invalid);

    /// <summary>The bot cannot write to the member alone.</summary>
    public static readonly Refusal NoPrivateLine = new("no_private_line", RefusalKind.Conflict);

    /// <summary>Nobody else of the agency can be told of the emergency.</summary>
    public static readonly Refusal NobodyToTell = new("nobody_to_tell", RefusalKind.Invalid);

    /// <summary>Somebody has tried the refused message again, or given it up.</summary>
    public static readonly Refusal LetterDecided = new("letter_decided", RefusalKind.Conflict);

    /// <summary>The door refused the message for its reason, as before.</summary>
    public static readonly Refusal RefusedAgain = new("refused_again", RefusalKind.Conflict);

    /// <summary>The message had its turn; trying it again can change nothing.</summary>
    public static readonly Refusal TurnIsOver = new("turn_is_over", RefusalKind.Conflict);

    /// <summary>Without a broker nobody but this installation can read or speak.</summary>
    public static readonly Refusal NoBroker = new("no_broker", RefusalKind.Conflict);

    /// <summary>That user speaks for somebody else already.</summary>
    public static readonly Refusal VoiceTaken = new("voice_taken", RefusalKind.Conflict);
}
