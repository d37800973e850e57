using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>Who may speak for an agency: the agency asks, those who found agencies grant, and both can end it.</summary>
[Collection(nameof(BrokeredHost))]
public sealed class VoiceTests(BrokeredHost house)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_agency_asks_a_platform_administrator_grants_and_this_host_leaves_the_queue_alone()
    {
        var agency = await house.AgencyWithUser("Own");
        var admin = await house.Field.Staff(agency, Role.AgencyAdministrator);
        await Reads(agency, 1);
        using var browser = await house.SignInAs(admin);
        var page = $"/{agency.Slug}/bus";
        var user = BrokeredHost.UserOf(agency);
        var asked = await browser.Send(page, $"{page}/voice/ask", new() { ["userName"] = user });
        Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);
        using var api = house.As(admin);
        Assert.False((bool)(await api.Get("/api/v1/bus"))["voice"]!["granted"]!);
        await Reads(agency, 1);

        var founder = await house.Founder();
        using var platform = await house.SignInAs(founder);
        var granted = await platform.Send(
            "/agencies/voices",
            $"/agencies/voices/{agency.Id}/grant",
            new() { ["userName"] = user }
        );
        Assert.Equal(HttpStatusCode.SeeOther, granted.StatusCode);
        await Reads(agency, 0);
        var state = await api.Get("/api/v1/bus");
        Assert.True((bool)state["voice"]!["granted"]!);
        Assert.Null(state["connected"]);

        // While they move over, both read.
        await house.Grant(agency, hostReads: true);
        await Reads(agency, 1);
        await house.Grant(agency);
        await Reads(agency, 0);
        var given = await browser.Send(page, $"{page}/voice/give-up", []);
        Assert.Equal(HttpStatusCode.SeeOther, given.StatusCode);
        await Reads(agency, 1);
        Assert.Equal(
            ["AskForVoice", "GiveUpVoice"],
            await house.Database.Read(
                "select action from kernel.audit_entries where agency_id = $1 order by at",
                row => row.GetString(0),
                agency.Id
            )
        );
        Assert.Contains(
            "GrantVoice",
            await house.Database.Read(
                "select action from kernel.audit_entries where account_id = $1 and subject_id = $2",
                row => row.GetString(0),
                founder.Account,
                agency.Id
            )
        );
    }

    [Fact]
    public async Task No_user_speaks_for_two_and_nobody_for_the_installation()
    {
        var (first, second) = (await house.AgencyWithUser("First"), await house.Field.Agency("Second"));
        await house.Grant(first);
        using var platform = house.As(await house.Founder());
        foreach (
            var (user, code) in new[]
            {
                (BrokeredHost.UserOf(first), "voice_taken"),
                ("community-host", "voice_taken"),
                ("with space", "invalid_value"),
                ("", "invalid_value"),
            }
        )
        {
            using var refused = await platform.PutAsync(
                new Uri($"/api/v1/platform/agencies/{second.Id}/voice", UriKind.Relative),
                new StringContent(new JsonObject { ["userName"] = user }.ToJsonString(), null, "application/json"),
                Ct
            );
            Assert.Equal(code, await refused.Code());
        }
    }

    [Fact]
    public async Task No_agency_grants_itself_a_voice_past_the_doors_either()
    {
        var agency = await house.AgencyWithUser("Own");
        await using var source = NpgsqlDataSource.Create(house.Database.Application);
        await using var connection = await source.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await using var scope = new NpgsqlCommand("select set_config('app.agency', $1, true)", connection)
        {
            Parameters = { new() { Value = agency.Id.ToString() } },
        };
        await scope.ExecuteNonQueryAsync(Ct);
        await using var grant = new NpgsqlCommand(
            """
            insert into referrals.agency_voices (agency_id, user_name, granted, host_reads, asked_at)
            values ($1, 'me', true, false, now())
            """,
            connection
        )
        {
            Parameters = { new() { Value = agency.Id } },
        };
        var refused = await Assert.ThrowsAsync<PostgresException>(() => grant.ExecuteNonQueryAsync(Ct));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    private Task Reads(AgencyInField agency, uint readers) =>
        Eventually.Becomes(() => house.Readers(agency), found => found == readers);
}
