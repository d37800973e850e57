using System.Text.Json;
using NodaTime;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Communities.Communities;

/// <summary>A community as the API says it.</summary>
internal sealed record CommunityView(
    CommunityId Id,
    string Slug,
    string Name,
    string Purpose,
    string Audience,
    string Description,
    IReadOnlyList<string> Languages,
    string TimeZone,
    bool Interactive,
    CommunityState State,
    ServiceStandard? ServiceStandard,
    bool RequiresTotp,
    Instant CreatedAt
)
{
    public static CommunityView Of(Community community) =>
        new(
            community.Id,
            community.Slug,
            community.Name,
            community.Purpose,
            community.Audience,
            community.Description,
            community.Languages,
            community.TimeZone,
            community.Interactive,
            community.State,
            Read(community.ServiceStandard),
            community.RequiresTotp,
            community.CreatedAt
        );

    public static string? Written(ServiceStandard? standard) =>
        standard is null ? null : JsonSerializer.Serialize(standard);

    private static ServiceStandard? Read(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<ServiceStandard>(json);
}
