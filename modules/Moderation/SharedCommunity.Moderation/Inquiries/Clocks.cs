using System.Collections.Concurrent;
using System.Text.Json;
using NodaTime;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Clock;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>The clocks of communities, made once per standard and zone: a calendar is dear to build and never changes.</summary>
internal sealed class Clocks
{
    private const int Most = 2000;
    private readonly ConcurrentDictionary<(string? Standard, string Zone), ServiceClock> made = new();

    /// <summary>The clock by which new inquiries of a community run.</summary>
    public ServiceClock Of(CommunityCard community) => Of(community.ServiceStandard, community.TimeZone);

    /// <summary>The clock of a standard, as JSON, in a time zone.</summary>
    public ServiceClock Of(string? standard, string zone)
    {
        if (made.Count > Most)
            made.Clear();
        return made.GetOrAdd(
            (standard, zone),
            static key => new ServiceClock(
                key.Standard is null ? null : JsonSerializer.Deserialize<ServiceStandard>(key.Standard),
                DateTimeZoneProviders.Tzdb[key.Zone]
            )
        );
    }
}
