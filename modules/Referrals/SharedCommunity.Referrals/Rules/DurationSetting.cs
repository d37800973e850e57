using Microsoft.Extensions.Configuration;
using NodaTime;
using NodaTime.Text;

namespace SharedCommunity.Referrals.Rules;

/// <summary>Settings that are ISO 8601 durations.</summary>
internal static class DurationSetting
{
    /// <summary>Reads one.</summary>
    /// <exception cref="InvalidOperationException">It is no duration of days and less.</exception>
    public static Duration Read(IConfiguration configuration, string key, string otherwise) =>
        Parse(key, configuration[key] ?? otherwise);

    /// <summary>Reads several, with commas between them; an empty setting is none.</summary>
    /// <exception cref="InvalidOperationException">One of them is no duration of days and less.</exception>
    public static IReadOnlyList<Duration> ReadList(IConfiguration configuration, string key, string otherwise) =>
        [
            .. (configuration[key] ?? otherwise)
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(text => Parse(key, text)),
        ];

    private static Duration Parse(string key, string text) =>
        PeriodPattern.NormalizingIso.Parse(text) is { Success: true, Value: { Months: 0, Years: 0 } period }
            ? period.ToDuration()
            : throw new InvalidOperationException($"{key} is {text}: write a duration like PT48H or P5D.");
}
