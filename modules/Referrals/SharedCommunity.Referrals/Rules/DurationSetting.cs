using Microsoft.Extensions.Configuration;
using NodaTime;
using NodaTime.Text;

namespace SharedCommunity.Referrals.Rules;

/// <summary>Settings that are ISO 8601 durations.</summary>
internal static class DurationSetting
{
    /// <summary>Reads one.</summary>
    /// <exception cref="InvalidOperationException">It is no duration of days and less.</exception>
    public static Duration Read(IConfiguration configuration, string key, string otherwise)
    {
        var text = configuration[key] ?? otherwise;
        return PeriodPattern.NormalizingIso.Parse(text) is { Success: true, Value: { Months: 0, Years: 0 } period }
            ? period.ToDuration()
            : throw new InvalidOperationException($"{key} is {text}: write a duration like PT48H or P5D.");
    }
}
