using System.Security.Cryptography;
using System.Text.Json;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Host.Accounts;
using SharedCommunity.Host.Serving;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Host.Demo;

/// <summary>Makes the demo's agencies, staff, community and channel, by the same use cases as anybody's.</summary>
internal sealed class DemoSeed(
    IAdministration administration,
    IAccounts accounts,
    AccountDirectory directory,
    IChannelSetup channels,
    Work work,
    HostSettings settings,
    DemoClock clock
)
{
    // A supergroup's id; no group of anybody's is likely to have it.
    private const long ChatId = -1009900000001;

    private sealed record Member(AccountId Account, string Email, string Password, DemoCast.Person Person);

    /// <summary>Whether there is nobody yet, so that the demo may move in.</summary>
    public async Task<bool> IsEmpty(CancellationToken stop) =>
        await work.Call("communities.agencies_exist", [], row => row.GetBoolean(0), stop) is [false];

    /// <summary>Makes all but the messages, and writes the file.</summary>
    /// <returns>What stands in the file.</returns>
    public async Task<DemoFile> Plant(CancellationToken stop)
    {
        // They have worked together for a while.
        clock.Behind = TimeSpan.FromDays(DemoReferrals.Before);
        var platform = await accounts.FindOrCreate("platform@sharedcommunity.example", stop);
        await work.Call("communities.first_platform_administrator", [platform.Value], row => row.GetBoolean(0), stop);

        var agencies = new List<(DemoCast.Agency Cast, AgencyId Id, IReadOnlyList<Member> Staff)>();
        foreach (var cast in DemoCast.Agencies)
            agencies.Add(await Found(platform, cast, stop));

        var lead = agencies.Single(a => a.Cast.Role == CoHostRole.Lead);
        var community = await administration.FoundCommunity(
            lead.Staff[0].Account,
            lead.Id,
            new NewCommunity(
                DemoCast.CommunitySlug,
                DemoCast.GroupTitle,
                "Newcomers ask, and get a right answer within a day, in their language.",
                "People who came to Ottawa in the last five years, and who help them.",
                ["en", "fr", "ar"],
                DemoCast.TimeZone,
                JsonSerializer.Deserialize<ServiceStandard>(DemoCast.Standard)
            ),
            stop
        );
        foreach (var coHost in agencies.Where(a => a.Cast.Role is CoHostRole.CoHost or CoHostRole.ReferralPartner))
            await administration.AddCoHost(
                (lead.Staff[0].Account, lead.Id),
                (coHost.Staff[0].Account, coHost.Id, coHost.Cast.Slug),
                community,
                coHost.Cast.Role!.Value,
                stop
            );

        var channel = await Connect(lead.Id, community, stop);
        var staff = new List<DemoFile.StaffEntry>();
        foreach (var agency in agencies)
        foreach (var member in agency.Staff)
            staff.Add(
                new(
                    member.Email,
                    member.Password,
                    agency.Cast.Slug,
                    [JsonNamingPolicy.CamelCase.ConvertName(member.Person.Role.ToString())],
                    await administration.CreateApiKey(member.Account, agency.Id, "Demo", stop)
                )
            );
        var file = new DemoFile(
            settings.PublicUrl,
            new(community.Value, DemoCast.CommunitySlug),
            [
                .. agencies.Select(a => new DemoFile.AgencyEntry(
                    a.Cast.Slug,
                    a.Cast.Name,
                    a.Cast.Role is { } role ? JsonNamingPolicy.CamelCase.ConvertName(role.ToString()) : null
                )),
            ],
            staff,
            [channel]
        );
        file.Write(settings.DataFolder);
        return file;
    }

    private async Task<(DemoCast.Agency, AgencyId, IReadOnlyList<Member>)> Found(
        AccountId platform,
        DemoCast.Agency cast,
        CancellationToken stop
    )
    {
        var first = cast.Staff[0];
        var agency = await administration.FoundAgency(
            platform,
            cast.Slug,
            cast.Name,
            AsNew(first, cast.Slug),
            demo: true,
            stop
        );
        var staff = new List<Member> { await WithPassword(first, cast.Slug, stop) };
        foreach (var person in cast.Staff.Skip(1))
        {
            await administration.AddStaff(staff[0].Account, agency, AsNew(person, cast.Slug), stop);
            staff.Add(await WithPassword(person, cast.Slug, stop));
        }

        return (cast, agency, staff);
    }

    private static NewStaff AsNew(DemoCast.Person person, string agency) =>
        new(person.Email(agency), person.Name, person.Languages, [person.Role]);

    private async Task<Member> WithPassword(DemoCast.Person person, string agency, CancellationToken stop)
    {
        var email = person.Email(agency);
        var account = await accounts.FindOrCreate(email, stop);
        var password = RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 20);
        await directory.SetFirstPassword(account, password);
        return new(account, email, password, person);
    }

    private Task<DemoFile.ChannelEntry> Connect(AgencyId owner, CommunityId community, CancellationToken stop) =>
        work.Run(
            Scope.Agency(owner),
            async (unit, ct) =>
            {
                // Shaped like a bot's token, and no bot's.
                var token =
                    $"9{RandomNumberGenerator.GetString("0123456789", 8)}:{RandomNumberGenerator.GetHexString(35)}";
                var connection = await channels.ConnectTelegram(
                    unit,
                    token,
                    "arriving_demo_bot",
                    ConnectionMode.Webhook,
                    demo: true,
                    ct
                );
                var channel = await channels.BindGroup(
                    unit,
                    community,
                    connection.Id,
                    ChatId.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    DemoCast.GroupTitle,
                    ct
                );
                return new DemoFile.ChannelEntry(
                    channel.Value,
                    "telegram",
                    connection.Id.Value,
                    connection.WebhookSecret,
                    ChatId
                );
            },
            stop
        );
}
