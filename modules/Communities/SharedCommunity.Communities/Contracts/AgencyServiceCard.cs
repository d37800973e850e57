using System.Text.Json;
using NodaTime;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Communities.Contracts;

/// <summary>What an agency says of its services, as those see it who share an active community with it.</summary>
public sealed class AgencyServiceCard
{
    /// <summary>The agency.</summary>
    public AgencyId AgencyId { get; init; }

    /// <summary>What it helps with: ids of topics; none where it has not said.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Its hours as JSON (the shape of the API); an empty list where it has not said.</summary>
    public string Hours { get; init; } = "[]";

    /// <summary>The time zone of these hours, a tz database id; null where it has not said.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The languages that its staff work in, BCP 47, the most usual first.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Its own time zone; null where it has not said.</summary>
    public DateTimeZone? Zone => TimeZone is { Length: > 0 } id ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) : null;

    /// <summary>When somebody is there; null where it has not said.</summary>
    public ServiceClock? Clock() =>
        Zone is { } zone
        && JsonSerializer.Deserialize<List<ServiceHours>>(Hours, KernelJson.Options) is { Count: > 0 } hours
            ? new(new ServiceStandard(Duration.FromHours(1), ClockRule.Elapsed, hours, [], true), zone)
            : null;
}
