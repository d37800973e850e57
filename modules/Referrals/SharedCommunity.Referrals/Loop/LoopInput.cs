using SharedCommunity.Referrals.Bus;

namespace SharedCommunity.Referrals.Loop;

/// <summary>What can happen to one side of a referral, by the names of <c>etc/referral-loop.tsv</c>.</summary>
internal static class LoopInput
{
    public const string Accept = "accept";
    public const string Decline = "decline";
    public const string Redirect = "redirect";
    public const string Contact = "contact";
    public const string Complete = "complete";
    public const string Withdraw = "withdraw";
    public const string FollowUp = "followUp";

    /// <summary>The consent under it ended. Done to the consent, not to the referral.</summary>
    public const string WithdrawConsent = "withdrawConsent";

    /// <summary>What came back was answered, referred again or closed. Done to the inquiry.</summary>
    public const string Settle = "settle";

    public const string Acknowledgement = "Acknowledgement";
    public const string ConsentWithdrawn = "ConsentWithdrawn";
    private const string Lapsed = "Lapsed.";
    private const string Withdrawn = "ReferralWithdrawn";

    /// <summary>What staff of a side do.</summary>
    public static IReadOnlyList<string> Acts { get; } =
    [Accept, Decline, Redirect, Contact, Complete, Withdraw, WithdrawConsent, FollowUp, Settle];

    /// <summary>
    /// What the other side says. That it lapsed is a withdrawal that names the step; that the consent ended is one that
    /// says so.
    /// </summary>
    public static IReadOnlyList<string> Messages { get; } =
    [
        "ReferralSent",
        Acknowledgement,
        "ReferralAccepted",
        "ReferralDeclined",
        "ReferralRedirected",
        "ContactMade",
        "ReferralCompleted",
        "ReferralWithdrawn",
        "Lapsed.acknowledge",
        "Lapsed.contact",
        "Lapsed.complete",
        ConsentWithdrawn,
        "FollowUpRecorded",
    ];

    /// <summary>The clocks of the three steps: a reminder, then the end of waiting.</summary>
    public static IReadOnlyList<string> Times { get; } =
    ["remind.acknowledge", "lapse.acknowledge", "remind.contact", "lapse.contact", "remind.complete", "lapse.complete"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Acts, .. Messages, .. Times];

    /// <summary>Those of a kind.</summary>
    public static IReadOnlyList<string> Of(string kind) =>
        kind switch
        {
            "act" => Acts,
            "message" => Messages,
            "time" => Times,
            _ => [],
        };

    /// <summary>The message that tells the other side of an act or of the end of waiting.</summary>
    public static string MessageOf(string input) =>
        input switch
        {
            Accept => "ReferralAccepted",
            Decline => "ReferralDeclined",
            Redirect => "ReferralRedirected",
            Contact => "ContactMade",
            Complete => "ReferralCompleted",
            Withdraw => Withdrawn,
            WithdrawConsent => ConsentWithdrawn,
            FollowUp => "FollowUpRecorded",
            _ when input.StartsWith("lapse.", StringComparison.Ordinal) => Lapsed + input["lapse.".Length..],
            _ => throw new ArgumentOutOfRangeException(nameof(input), input, "Nobody is told of this."),
        };

    /// <summary>The type on the bus: a withdrawal says in its body which step lapsed, or that the consent ended.</summary>
    public static (string Type, string? Step) OnTheBus(string message) =>
        message == ConsentWithdrawn ? (Withdrawn, null)
        : message.StartsWith(Lapsed, StringComparison.Ordinal) ? (Withdrawn, message[Lapsed.Length..])
        : (message, null);

    /// <summary>The input that a message on the bus is.</summary>
    public static string FromTheBus(string type, MessageBody body) =>
        type != Withdrawn ? type
        : body.ConsentEnded is not null ? ConsentWithdrawn
        : body.Step is { } step ? Lapsed + step
        : type;
}
