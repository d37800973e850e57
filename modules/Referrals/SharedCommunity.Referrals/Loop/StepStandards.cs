using Microsoft.Extensions.Configuration;
using NodaTime;
using NodaTime.Text;
using SharedCommunity.Referrals.Contracts;

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
    public Duration Of(string step) => Read($"Referrals:{step}", Defaults[step].Within);

    /// <summary>How long the sender waits after the reminder.</summary>
    public Duration LapseAfter(string step) => Read($"Referrals:Lapse:{step}", Defaults[step].Lapse);

    private Duration Read(string key, string otherwise)
    {
        var text = configuration[key] ?? otherwise;
        var read = PeriodPattern.NormalizingIso.Parse(text);
        return read is { Success: true, Value: { Months: 0, Years: 0 } period }
            ? period.ToDuration()
            : throw new InvalidOperationException($"{key} is {text}: write a duration like PT48H or P5D.");
    }
}
