using System.Text.Json.Nodes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>Referrals over a real RabbitMQ that stops and comes back, and hosts that are killed meanwhile.</summary>
public sealed class BrokerTests : IAsyncLifetime
{
    private const int Partners = 10;
    private const int Referrals = 1000;

    private readonly RabbitMqBroker broker = new();
    private readonly RunningHost house = new();

    public async ValueTask InitializeAsync()
    {
        await broker.Start();
        await house.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await house.DisposeAsync();
        await broker.DisposeAsync();
    }

    [Fact]
    public async Task Every_referral_arrives_and_takes_effect_once_while_the_broker_and_the_host_go_down()
    {
        var lead = await house.Field.Agency();
        var partners = new List<(AgencyInField Agency, StaffInField Worker)>();
        var community = await house.Field.Community(lead);
        for (var i = 0; i < Partners; i++)
        {
            var agency = await house.Field.Agency();
            await house.Field.CoHosts(community, agency, "ReferralPartner");
            partners.Add((agency, await house.Field.Staff(agency, Role.CaseWorker)));
        }
        var moderator = await house.Field.Staff(lead, Role.Moderator);
        var group = await house.TelegramGroup(community, lead);
        await house.TelegramSays(group, RunningHost.Newcomer("Salma"), "Who can help me find work?");
        var inquiry = await house.InquiryOf(community, moderator, "find work");
        await house.Stop();

        var host = await Host();
        try
        {
            for (var i = 0; i < Referrals; i++)
            {
                if (i is 200 or 600)
                    await broker.Stop();
                if (i is 300 or 500 or 700)
                {
                    // With rows on their way: twice the broker is away, once it has hardly begun.
                    Assert.True(await Waiting() > 0);
                    await host.Kill();
                    await host.DisposeAsync();
                    host = await Host();
                }
                if (i is 400 or 800)
                    await broker.Start();
                using var client = Doors.As(host.Address, moderator);
                await client.Post(
                    $"/api/v1/inquiries/{inquiry["id"]}/refer",
                    new JsonObject
                    {
                        ["agency"] = partners[i % partners.Count].Agency.Slug,
                        ["service"] = $"Service {i}",
                        ["share"] = new JsonArray("language"),
                        ["keepOpen"] = true,
                    }
                );
            }
            await Eventually.Becomes(
                () => Count("side = 'Sender' and state = 'Acknowledged'"),
                many => many == Referrals,
                TimeSpan.FromSeconds(90)
            );
            Assert.Equal(Referrals, await Count("side = 'Receiver' and state = 'Acknowledged'"));
            // Each accepts all that came.
            foreach (var (_, worker) in partners)
            {
                using var client = Doors.As(host.Address, worker);
                foreach (var came in (await client.Get("/api/v1/referrals?direction=in&limit=200"))["items"]!.AsArray())
                    await client.Post($"/api/v1/referrals/{came!["id"]}/accept");
            }
            await Eventually.Becomes(
                () => Count("side = 'Sender' and state = 'Accepted'"),
                many => many == Referrals,
                TimeSpan.FromSeconds(90)
            );
            Assert.Equal(
                [0L],
                await house.Database.Read("select count(*) from referrals.dead_letters", row => row.GetInt64(0))
            );
            // Once: each side has one line for each thing that happened.
            Assert.Equal(
                [(long)Referrals],
                await house.Database.Read(
                    "select count(*) from referrals.referral_events where input = 'ReferralAccepted'",
                    row => row.GetInt64(0)
                )
            );
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private Task<HostProcess> Host() =>
        HostProcess.Start(
            house.Database,
            house.Telegram.BaseAddress,
            settings: broker.Settings.Append(new("Bus:Resend:First", "PT2S"))
        );

    private async Task<long> Waiting() =>
        (
            await house.Database.Read(
                "select count(*) from referrals.outbox where done_at is null",
                row => row.GetInt64(0)
            )
        )[0];

    private async Task<long> Count(string which) =>
        (await house.Database.Read($"select count(*) from referrals.referrals where {which}", row => row.GetInt64(0)))[
            0
        ];
}
