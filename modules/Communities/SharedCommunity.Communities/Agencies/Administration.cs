using SharedCommunity.Communities.CoHosting;
using SharedCommunity.Communities.Communities;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Keys;
using SharedCommunity.Communities.Staff;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Agencies;

/// <summary>Runs the module's use cases for the host's commands and the demo, as the callers that they name.</summary>
internal sealed class Administration(
    UseCaseRunner runner,
    FoundAgency foundAgency,
    AddStaff addStaff,
    CreateApiKey createApiKey,
    FoundCommunity foundCommunity,
    ChangeCommunity changeCommunity,
    InviteCoHost inviteCoHost,
    AcceptCoHosting acceptCoHosting
) : IAdministration
{
    public async Task<AgencyId> FoundAgency(
        AccountId platformAdministrator,
        string slug,
        string name,
        NewStaff administrator,
        bool demo,
        CancellationToken ct
    )
    {
        var first = new FoundAgency.Administrator(
            administrator.Email,
            administrator.DisplayName,
            administrator.Languages
        );
        var founded = await runner.Run(
            foundAgency,
            new FoundAgency.Request(slug, name, first) { Demo = demo },
            new Caller.Platform(platformAdministrator),
            ct: ct
        );
        return Value(founded).Id;
    }

    public async Task<StaffId> AddStaff(AccountId administrator, AgencyId agency, NewStaff staff, CancellationToken ct)
    {
        var request = new AddStaff.Request(
            staff.Email,
            staff.DisplayName,
            [.. staff.Roles.Select(role => new HeldRole(role))],
            staff.Languages
        );
        return Value(await runner.Run(addStaff, request, new Caller.Staff(administrator, agency), ct: ct)).Id;
    }

    public async Task<string> CreateApiKey(AccountId owner, AgencyId agency, string name, CancellationToken ct) =>
        Value(
            await runner.Run(createApiKey, new CreateApiKey.Request(name), new Caller.Staff(owner, agency), ct: ct)
        ).Key;

    public async Task<CommunityId> FoundCommunity(
        AccountId administrator,
        AgencyId lead,
        NewCommunity community,
        CancellationToken ct
    )
    {
        var caller = new Caller.Staff(administrator, lead);
        var request = new FoundCommunity.Request(
            community.Slug,
            community.Name,
            community.TimeZone,
            community.Languages,
            community.Purpose,
            community.Audience,
            ServiceStandard: community.ServiceStandard
        );
        var founded = Value(await runner.Run(foundCommunity, request, caller, ct: ct));
        var open = new ChangeCommunity.Request(founded.Id, State: CommunityState.Open);
        return Value(await runner.Run(changeCommunity, open, caller, ct: ct)).Id;
    }

    public async Task AddCoHost(
        (AccountId Administrator, AgencyId Agency) lead,
        (AccountId Administrator, AgencyId Agency, string Slug) coHost,
        CommunityId community,
        CoHostRole role,
        CancellationToken ct
    )
    {
        Value(
            await runner.Run(
                inviteCoHost,
                new InviteCoHost.Request(community, coHost.Slug, role),
                new Caller.Staff(lead.Administrator, lead.Agency),
                ct: ct
            )
        );
        Value(
            await runner.Run(
                acceptCoHosting,
                new AcceptCoHosting.Request(community),
                new Caller.Staff(coHost.Administrator, coHost.Agency),
                ct: ct
            )
        );
    }

    private static T Value<T>(Outcome<T> outcome) =>
        outcome.IsDone
            ? outcome.Value
            : throw new InvalidOperationException(
                $"Refused: {outcome.Refusal.Code} {string.Join(", ", outcome.Refusal.Fields)}"
            );
}
