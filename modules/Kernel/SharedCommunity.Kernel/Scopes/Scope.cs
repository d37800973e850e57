using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Kernel.Scopes;

/// <summary>Which wall a unit of work stands behind. Each kind sets settings of its own; no policy reads another's.</summary>
public enum ScopeKind
{
    /// <summary>No scope: only the closed list of definer functions can be called.</summary>
    None,

    /// <summary>Staff of one agency: its own rows, and the shared rows of the communities that it actively co-hosts.</summary>
    Agency,

    /// <summary>System work for one community, whoever has custody.</summary>
    Community,

    /// <summary>One member: own rows, and what members may see. Reads only.</summary>
    Member,

    /// <summary>What one community has published. Reads only.</summary>
    Public,

    /// <summary>A platform administrator: agencies and their first invitation, nothing else.</summary>
    Platform,
}

/// <summary>The scope of a unit of work: it decides what row-level security shows.</summary>
public readonly record struct Scope
{
    private Scope(ScopeKind kind, Guid first, Guid second)
    {
        Kind = kind;
        First = first;
        Second = second;
    }

    /// <summary>The kind of scope.</summary>
    public ScopeKind Kind { get; }

    internal Guid First { get; }

    internal Guid Second { get; }

    /// <summary>Staff of this agency.</summary>
    public static Scope Agency(AgencyId agency) => new(ScopeKind.Agency, agency.Value, default);

    /// <summary>System work for this community.</summary>
    public static Scope Community(CommunityId community) => new(ScopeKind.Community, community.Value, default);

    /// <summary>This member of this community.</summary>
    public static Scope Member(MemberId member, CommunityId community) =>
        new(ScopeKind.Member, member.Value, community.Value);

    /// <summary>What this community has published.</summary>
    public static Scope Public(CommunityId community) => new(ScopeKind.Public, community.Value, default);

    /// <summary>This platform administrator.</summary>
    public static Scope Platform(AccountId administrator) => new(ScopeKind.Platform, administrator.Value, default);

    /// <summary>Whether units of work of this kind can only read.</summary>
    public bool ReadsOnly => Kind is ScopeKind.Member or ScopeKind.Public;

    internal IEnumerable<(string Setting, string Value)> Settings() =>
        Kind switch
        {
            ScopeKind.Agency => [("app.agency", First.ToString())],
            ScopeKind.Community => [("app.community", First.ToString())],
            ScopeKind.Member => [("app.member", First.ToString()), ("app.member_community", Second.ToString())],
            ScopeKind.Public => [("app.public_community", First.ToString())],
            ScopeKind.Platform => [("app.platform", First.ToString())],
            _ => [],
        };
}
