using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using SharedCommunity.Host.Accounts;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Testing;

/// <summary>An agency of a test.</summary>
public sealed record AgencyInField(Guid Id, string Slug);

/// <summary>A staff member of a test, with what it takes to come in by either door.</summary>
public sealed record StaffInField(
    Guid Id,
    Guid Account,
    AgencyInField Agency,
    string DisplayName,
    string Email,
    string Password,
    string ApiKey
);

/// <summary>A community of a test.</summary>
public sealed record CommunityInField(Guid Id, string Slug);

/// <summary>
/// Who there is in the field: agencies, staff, communities and who co-hosts what. Written straight into the database,
/// so that a test of one thing does not depend on the doors of all others; everything after that goes through doors.
/// </summary>
public sealed class Field(TestDatabase database)
{
    private const string Password = "correct horse battery";
    private static readonly string PasswordHash = new PasswordHasher<Account>().HashPassword(new Account(), Password);
    private static int count;

    /// <summary>An active agency.</summary>
    public async Task<AgencyInField> Agency(string? name = null)
    {
        var word = (name ?? "agency").ToLowerInvariant().Replace(' ', '-');
        var agency = new AgencyInField(Guid.CreateVersion7(), $"{word}-{Next()}");
        await Run(
            "insert into communities.agencies (id, slug, name, state, demo, created_at) values ($1, $2, $3, 'Active', false, now())",
            agency.Id,
            agency.Slug,
            name ?? agency.Slug
        );
        await Run(
            "insert into communities.agency_private (agency_id, contact_email, requires_totp) values ($1, $2, false)",
            agency.Id,
            $"office@{agency.Slug}.example"
        );
        return agency;
    }

    /// <summary>A staff member with these roles in all that the agency co-hosts.</summary>
    public Task<StaffInField> Staff(AgencyInField agency, params Role[] roles) => Staff(agency, null, roles);

    /// <summary>A staff member with a name of their own.</summary>
    public async Task<StaffInField> Staff(AgencyInField agency, string? name, params Role[] roles)
    {
        var number = Next();
        var staff = new StaffInField(
            Guid.CreateVersion7(),
            Guid.CreateVersion7(),
            agency,
            name ?? $"Staff {number}",
            $"staff{number}@{agency.Slug}.example",
            Password,
            $"sck_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}"
        );
        await Run(
            """
            insert into accounts.accounts (id, user_name, normalized_user_name, email, normalized_email, email_confirmed,
                password_hash, security_stamp, concurrency_stamp, phone_number_confirmed, two_factor_enabled, lockout_enabled,
                access_failed_count)
            values ($1, $2, upper($2), $2, upper($2), true, $3, 'stamp', 'stamp', false, false, true, 0)
            """,
            staff.Account,
            staff.Email,
            PasswordHash
        );
        await Join(staff, roles);
        await Run(
            """
            insert into communities.api_keys (id, agency_id, staff_id, name, hash, prefix, created_at)
            values ($1, $2, $3, 'test', $4, $5, now())
            """,
            Guid.CreateVersion7(),
            agency.Id,
            staff.Id,
            SHA256.HashData(Encoding.UTF8.GetBytes(staff.ApiKey)),
            staff.ApiKey[..8]
        );
        return staff;
    }

    /// <summary>An open, interactive community with its Lead and co-hosts. Without a service standard nothing is promised.</summary>
    public async Task<CommunityInField> Community(
        AgencyInField lead,
        IEnumerable<AgencyInField>? coHosts = null,
        string? serviceStandard =
            """{"respondWithin":"PT24H","rule":"elapsed","hours":[],"holidays":[],"replyOutsideHours":true}""",
        string timeZone = "America/Toronto",
        string? name = null
    )
    {
        var community = new CommunityInField(Guid.CreateVersion7(), $"community-{Next()}");
        await Run(
            """
            insert into communities.communities (id, community_id, slug, name, purpose, audience, description, languages,
                time_zone, interactive, state, service_standard, created_at)
            values ($1, $1, $2, $5, '', '', '', '{en,fr,ar}', $3, true, 'Open', $4::jsonb, now())
            """,
            community.Id,
            community.Slug,
            timeZone,
            (object?)serviceStandard ?? DBNull.Value,
            name ?? community.Slug
        );
        await CoHosts(community, lead, "Lead");
        foreach (var agency in coHosts ?? [])
            await CoHosts(community, agency, "CoHost");
        return community;
    }

    /// <summary>Gives an agency a part in a community.</summary>
    public Task CoHosts(CommunityInField community, AgencyInField agency, string role, string state = "Active") =>
        Run(
            """
            insert into communities.co_hosts (community_id, agency_id, role, state, invited_at, state_at)
            values ($1, $2, $3, $4, now(), now())
            on conflict (community_id, agency_id) do update set role = excluded.role, state = excluded.state
            """,
            community.Id,
            agency.Id,
            role,
            state
        );

    /// <summary>Makes somebody staff of another agency too: the same account, another membership.</summary>
    public async Task<StaffInField> AlsoStaff(StaffInField staff, AgencyInField agency, params Role[] roles)
    {
        var also = staff with { Id = Guid.CreateVersion7(), Agency = agency };
        await Join(also, roles);
        return also;
    }

    private async Task Join(StaffInField staff, Role[] roles)
    {
        await Run(
            "insert into communities.staff (id, agency_id, display_name, languages, joined_at) values ($1, $2, $3, '{en}', now())",
            staff.Id,
            staff.Agency.Id,
            staff.DisplayName
        );
        await Run(
            "insert into communities.staff_private (staff_id, agency_id, account_id, email) values ($1, $2, $3, $4)",
            staff.Id,
            staff.Agency.Id,
            staff.Account,
            staff.Email
        );
        foreach (var role in roles)
            await Run(
                "insert into communities.staff_roles (id, staff_id, agency_id, community_id, role) values ($1, $2, $3, null, $4)",
                Guid.CreateVersion7(),
                staff.Id,
                staff.Agency.Id,
                role.ToString()
            );
    }

    /// <summary>Has a community's Lead invite an agency by a link with this token.</summary>
    public async Task Invites(CommunityInField community, AgencyInField agency, string token, string role = "CoHost")
    {
        await CoHosts(community, agency, role, "Invited");
        await Run(
            """
            update communities.co_hosts set agency_slug = $3, invitation_token_hash = sha256(convert_to($4, 'UTF8')),
                invitation_expires_at = now() + interval '14 days', invitation_community_name = $5,
                invitation_purpose = 'Help with the first steps', invitation_agency_name = 'Those who invite',
                invitation_staff_name = 'Ines Moreau'
            where community_id = $1 and agency_id = $2
            """,
            community.Id,
            agency.Id,
            agency.Slug,
            token,
            community.Slug
        );
    }

    /// <summary>Makes an account a platform administrator.</summary>
    public Task PlatformAdministrator(StaffInField staff) =>
        Run("insert into communities.platform_administrators (account_id) values ($1)", staff.Account);

    private Task Run(string sql, params object[] arguments) => database.Read(sql, _ => 0, arguments);

    private static int Next() => Interlocked.Increment(ref count);
}
