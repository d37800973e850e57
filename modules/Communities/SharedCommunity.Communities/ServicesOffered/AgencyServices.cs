using System.Text.Json;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Communities.ServicesOffered;

/// <summary>
/// What an agency helps with and when somebody is there, as it says itself: what colleagues elsewhere need to choose
/// whom they refer to. Seen by those who share an active community with it.
/// </summary>
internal sealed class AgencyServices
{
    public AgencyId AgencyId { get; init; }

    /// <summary>Ids of topics; none where the agency has not said.</summary>
    [NotAboutMember("ids of a closed list")]
    public List<string> Topics { get; set; } = [];

    /// <summary>Its hours, as JSON; an empty list where it has not said.</summary>
    [NotAboutMember("hours of service")]
    public string Hours { get; set; } = "[]";

    /// <summary>The time zone of these hours, a tz database id.</summary>
    [NotAboutMember("a time zone")]
    public string TimeZone { get; set; } = "";

    /// <summary>The hours, read.</summary>
    public IReadOnlyList<ServiceHours> HoursRead =>
        JsonSerializer.Deserialize<List<ServiceHours>>(Hours, KernelJson.Options) ?? [];
}

/// <summary>What an agency says of its services, on the wire.</summary>
/// <param name="Agency">The agency.</param>
/// <param name="Topics">What it helps with: ids of topics.</param>
/// <param name="Hours">When somebody is there.</param>
/// <param name="TimeZone">The time zone of these hours; null where nothing has been said yet.</param>
internal sealed record AgencyServicesView(
    AgencyId Agency,
    IReadOnlyList<string> Topics,
    IReadOnlyList<ServiceHours> Hours,
    string? TimeZone
)
{
    public static AgencyServicesView Of(AgencyId agency, AgencyServices? said) =>
        new(agency, said?.Topics ?? [], said?.HoursRead ?? [], said?.TimeZone);
}
