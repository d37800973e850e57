using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Kernel.Live;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>How an agency's administrator sees what waits, over the bus in memory.</summary>
public sealed class BusPageTests(HostFixture house) : IClassFixture<HostFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_is_shown_by_the_other_side_to_the_agency_whose_it_is()
    {
        var (ours, silent, other) = (
            await house.Field.Agency("Ours"),
            await house.Field.Agency("Silent Partner"),
            await house.Field.Agency("Other")
        );
        var community = await house.Field.Community(ours, [other]);
        await house.Field.CoHosts(community, silent, "ReferralPartner");
        await Waits(ours, silent, attempts: 2, "interval '30 hours'");
        await Waits(ours, silent, attempts: 1, "interval '1 hour'");
        await Waits(ours, silent, attempts: 0, "interval '2 minutes'");
        await Waits(other, silent, attempts: 1, "interval '40 hours'");
        await house.Database.Read(
            """
            insert into referrals.held_messages (agency_id, from_slug, loop_id, sequence, message, held_at)
            values ($1, $2, gen_random_uuid(), 3, '{}', now() - interval '5 minutes')
            """,
            _ => 0,
            ours.Id,
            other.Slug
        );
        var admin = await house.Field.Staff(ours, Role.AgencyAdministrator);
        using var api = house.As(admin);
        // The line stands as soon as the host has heard of the agency.
        var state = await Eventually.Becomes(
            async () =>
            {
                house.Services.GetRequiredService<LiveNotifier>().Wake("agencies");
                return await api.Get("/api/v1/bus");
            },
            bus => (bool?)bus["connected"] == true
        );
        Assert.False((bool)state["overBroker"]!);
        var side = Assert.Single(state["sides"]!.AsArray())!;
        Assert.Equal(silent.Slug, (string)side["slug"]!);
        Assert.Equal((2, 1), ((int)side["unacknowledged"]!, (int)side["toGo"]!));
        Assert.Equal(other.Slug, (string)Assert.Single(state["held"]!.AsArray())!["slug"]!);

        using var browser = await house.SignInAs(admin);
        var html = await (await browser.Open($"/{ours.Slug}/bus")).Content.ReadAsStringAsync(Ct);
        Assert.Contains("<bdi>Silent Partner</bdi>", html, StringComparison.Ordinal);
        Assert.Contains("More than a day", html, StringComparison.Ordinal);
        Assert.Contains("2 messages", html, StringComparison.Ordinal);
        Assert.Contains("Came too early", html, StringComparison.Ordinal);
        // Without a broker nothing else could speak, so there is nothing to ask for.
        Assert.Contains("That needs RabbitMQ", html, StringComparison.Ordinal);
        var refused = await api.TryPost("/api/v1/bus/voice", new JsonObject { ["userName"] = "intake" });
        Assert.Equal("no_broker", await refused.Code());
    }

    private Task Waits(AgencyInField from, AgencyInField to, int attempts, string ago) =>
        house.Database.Read(
            $"""
            insert into referrals.outbox (id, agency_id, from_slug, to_slug, loop_id, type, sequence, acknowledges, body,
                created_at, attempts, next_at)
            values (gen_random_uuid(), $1, $2, $3, gen_random_uuid(), 'ReferralSent', 1, 0, '{"{}"}', now() - {ago}, $4,
                now() + interval '1 hour')
            """,
            _ => 0,
            from.Id,
            from.Slug,
            to.Slug,
            attempts
        );
}
