using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Contracts;

/// <summary>
/// What the host's commands and the demo have done here: the same use cases, through the same runner, as the caller
/// that they name. A refusal is thrown, for there is no page that could show it.
/// </summary>
public interface IAdministration
{
    /// <summary>Founds an agency with its first administrator, as a platform administrator.</summary>
    Task<AgencyId> FoundAgency(
        AccountId platformAdministrator,
        string slug,
        string name,
        NewStaff administrator,
        bool demo,
        CancellationToken ct
    );

    /// <summary>Adds a staff member, as an administrator of the agency.</summary>
    Task<StaffId> AddStaff(AccountId administrator, AgencyId agency, NewStaff staff, CancellationToken ct);

    /// <summary>Makes an API key for an account's own membership of an agency; the key itself is returned, once.</summary>
    Task<string> CreateApiKey(AccountId owner, AgencyId agency, string name, CancellationToken ct);

    /// <summary>Founds a community that the agency leads, and opens it.</summary>
    Task<CommunityId> FoundCommunity(
        AccountId administrator,
        AgencyId lead,
        NewCommunity community,
        CancellationToken ct
    );

    /// <summary>Invites an agency to co-host and accepts in its name.</summary>
    Task AddCoHost(
        (AccountId Administrator, AgencyId Agency) lead,
        (AccountId Administrator, AgencyId Agency, string Slug) coHost,
        CommunityId community,
        CoHostRole role,
        CancellationToken ct
    );
}

/// <summary>Somebody who joins an agency's staff.</summary>
/// <param name="Email">The e-mail of the account.</param>
/// <param name="DisplayName">The name that colleagues see.</param>
/// <param name="Languages">The languages that the person works in.</param>
/// <param name="Roles">The roles, in all that the agency co-hosts.</param>
public sealed record NewStaff(
    string Email,
    string DisplayName,
    IReadOnlyList<string> Languages,
    IReadOnlyList<Role> Roles
);

/// <summary>A community to be founded.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Name">Its name.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Audience">Whom it is for.</param>
/// <param name="Languages">Its languages, the main one first.</param>
/// <param name="TimeZone">Its time zone, a tz database id.</param>
/// <param name="ServiceStandard">What it promises; null for no promise.</param>
public sealed record NewCommunity(
    string Slug,
    string Name,
    string Purpose,
    string Audience,
    IReadOnlyList<string> Languages,
    string TimeZone,
    Kernel.Clock.ServiceStandard? ServiceStandard
);
