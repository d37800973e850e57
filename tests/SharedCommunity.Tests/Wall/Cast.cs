using SharedCommunity.Testing;

namespace SharedCommunity.Tests.Wall;

/// <summary>
/// Those who stand before the wall: one community of ours with its Lead, a co-host, a suspended co-host, one that left
/// and a referral partner; a stranger with a community of its own; a platform administrator.
/// </summary>
internal sealed class Cast
{
    public Guid Home { get; } = Guid.CreateVersion7();
    public Guid CoHost { get; } = Guid.CreateVersion7();
    public Guid Suspended { get; } = Guid.CreateVersion7();
    public Guid Left { get; } = Guid.CreateVersion7();
    public Guid Partner { get; } = Guid.CreateVersion7();
    public Guid Stranger { get; } = Guid.CreateVersion7();
    public Guid Ours { get; } = Guid.CreateVersion7();
    public Guid Theirs { get; } = Guid.CreateVersion7();
    public Guid Administrator { get; } = Guid.CreateVersion7();

    /// <summary>Everybody who can stand before the wall, with the settings that their scope sets.</summary>
    public IReadOnlyList<Stand> Stands =>
        [
            new("no scope"),
            new("the Lead", ("app.agency", Home)),
            new("a co-host", ("app.agency", CoHost)),
            new("a suspended co-host", ("app.agency", Suspended)),
            new("one that left", ("app.agency", Left)),
            new("a referral partner", ("app.agency", Partner)),
            new("a stranger", ("app.agency", Stranger)),
            new("our community's system", ("app.community", Ours)),
            new("another community's system", ("app.community", Theirs)),
            new("a member", ("app.member", Guid.CreateVersion7()), ("app.member_community", Ours)),
            new("the public", ("app.public_community", Ours)),
            new("a platform administrator", ("app.platform", Administrator)),
            new("one who claims to administer the platform", ("app.platform", Guid.CreateVersion7())),
        ];

    public static async Task<Cast> Gather(SyntheticRows rows, IReadOnlyList<Table> tables)
    {
        var cast = new Cast();
        var agencies = tables.Single(table => table.Name == "communities.agencies");
        var communities = tables.Single(table => table.Name == "communities.communities");
        var coHosts = tables.Single(table => table.Name == "communities.co_hosts");
        var administrators = tables.Single(table => table.Name == "communities.platform_administrators");
        (Guid Agency, Guid Community, string Role, string State)[] parts =
        [
            (cast.Home, cast.Ours, "Lead", "Active"),
            (cast.CoHost, cast.Ours, "CoHost", "Active"),
            (cast.Suspended, cast.Ours, "CoHost", "Suspended"),
            (cast.Left, cast.Ours, "CoHost", "Left"),
            (cast.Partner, cast.Ours, "ReferralPartner", "Active"),
            (cast.Stranger, cast.Theirs, "Lead", "Active"),
        ];
        await rows.Insert([
            .. parts.Select(part => rows.MakeUp(agencies, ("id", part.Agency), ("state", "Active"))),
            .. new[] { cast.Ours, cast.Theirs }.Select(id =>
                rows.MakeUp(communities, ("id", id), ("community_id", id), ("state", "Open"))
            ),
            .. parts.Select(part =>
                rows.MakeUp(
                    coHosts,
                    ("agency_id", part.Agency),
                    ("community_id", part.Community),
                    ("role", part.Role),
                    ("agency_active", true),
                    ("state", part.State)
                )
            ),
            rows.MakeUp(administrators, ("account_id", cast.Administrator)),
        ]);
        return cast;
    }
}

/// <summary>Somebody before the wall.</summary>
internal sealed record Stand(string Name, params (string Setting, Guid Value)[] Settings);
