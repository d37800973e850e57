using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Communities.Agencies;

/// <summary>Whether an agency takes part.</summary>
internal enum AgencyState
{
    Active,
    Suspended,
}

/// <summary>
/// An agency as those see it who share an active community with it. What is its own alone stands in
/// <see cref="AgencyPrivate"/>, for policies hide rows, not columns.
/// </summary>
internal sealed class Agency
{
    private Agency() { }

    public Agency(AgencyId id, string slug, string name, Instant now, bool demo = false)
    {
        (Id, Slug, Name, CreatedAt, Demo) = (id, slug, name, now, demo);
    }

    public AgencyId Id { get; private set; }

    [NotAboutMember("an agency's address")]
    public string Slug { get; private set; } = "";

    [NotAboutMember("an agency's name")]
    public string Name { get; set; } = "";
    public AgencyState State { get; set; } = AgencyState.Active;

    /// <summary>Written by the demo; no other environment than Development starts while one exists.</summary>
    public bool Demo { get; private set; }
    public Instant CreatedAt { get; private set; }
}

/// <summary>What only the agency itself sees of itself.</summary>
internal sealed class AgencyPrivate
{
    public AgencyId AgencyId { get; init; }

    [NotAboutMember("how to reach the agency")]
    public string ContactEmail { get; set; } = "";

    /// <summary>Whether its staff must use a second factor.</summary>
    public bool RequiresTotp { get; set; }
}
