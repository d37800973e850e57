using Microsoft.Extensions.Configuration;
using NodaTime;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Loop;

/// <summary>
/// How long each step of a referral may take before it is reminded of, and how long after that the sending agency still
/// waits. Settings: <c>Referrals:Acknowledge</c>, <c>:Contact</c>, <c>:Complete</c> and <c>Referrals:Lapse:…</c>,
/// ISO 8601 durations.
/// </summary>
internal sealed class StepStandards(IConfiguration configuration)
{
    private static readonly Dictionary<string, (string Within, string Lapse)> Defaults = new(StringComparer.Ordinal)
    {
        // Calgary's policy answers within a day; an agency that does not know the member gets two.
        ["acknowledge"] = ("PT48H", "P5D"),
        ["contact"] = ("PT72H", "P7D"),
        ["complete"] = ("P28D", "P28D"),
    };

    /// <summary>The step whose clock runs in a state; null where none does.</summary>
    public static string? StepOf(ReferralState state) =>
        state switch
        {
            ReferralState.Sent or ReferralState.Acknowledged => "acknowledge",
            ReferralState.Accepted => "contact",
            ReferralState.ContactMade => "complete",
            _ => null,
        };

    /// <summary>How long the step may take.</summary>
    public Duration Of(string step) => DurationSetting.Read(configuration, $"Referrals:{step}", Defaults[step].Within);

    /// <summary>The latest moment that a member may be promised to hear from them: after it the sender waits no longer.</summary>
    public Instant LatestContact(Instant now) => now + Of("contact") + LapseAfter("contact");

    /// <summary>How long the sender waits after the reminder.</summary>
    public Duration LapseAfter(string step) =>
        DurationSetting.Read(configuration, $"Referrals:Lapse:{step}", Defaults[step].Lapse);
}
