using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>What had not left when a consent was taken back, over a real RabbitMQ.</summary>
public sealed class ConsentBrokerTests : IAsyncLifetime
{
    private readonly RabbitMqBroker broker = new();
    private HouseOnBroker? house;

    public async ValueTask InitializeAsync()
    {
        await broker.Start();
        house = new(broker);
        await house.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (house is not null)
            await house.DisposeAsync();
        await broker.DisposeAsync();
    }

    [Fact]
    public async Task What_has_not_left_never_leaves_and_the_others_software_gets_the_withdrawal()
    {
        var at = await ConsentPlace.On(house!);
        await at.PartnerReadsItself();
        await broker.Stop();
        await at.Refer();
        using var lead = house!.As(at.Moderator);
        await lead.Post($"/api/v1/consents/{(await at.Consent())["id"]}/withdraw");
        await broker.Start();

        var said = await Read(at.Partner.Slug, 2);
        Assert.DoesNotContain(said, message => message.Contains(at.Words, StringComparison.OrdinalIgnoreCase));
        var messages = said.Select(text => JsonNode.Parse(text)!).ToList();
        var sent = messages.First(message => (string)message["type"]! == "ReferralSent");
        Assert.Empty(sent["body"]!["shared"]!.AsArray());
        Assert.Equal("Employment help", (string)sent["body"]!["service"]!);
        var withdrawn = messages.First(message => (string)message["type"]! == "ReferralWithdrawn");
        Assert.Equal(2, (int)withdrawn["sequence"]!);
        Assert.Equal("withdrawn", (string)withdrawn["body"]!["consentEnded"]!);
    }

    /// <summary>Their queue, as their software reads it, until it has held so many messages of different kinds.</summary>
    private async Task<List<string>> Read(string slug, int kinds)
    {
        var factory = new ConnectionFactory
        {
            HostName = "127.0.0.1",
            Port = broker.Port,
            UserName = RabbitMqBroker.User,
            Password = broker.Password,
        };
        List<string> said = [];
        await Eventually.Becomes(
            async () =>
            {
                try
                {
                    await using var connection = await factory.CreateConnectionAsync();
                    await using var channel = await connection.CreateChannelAsync();
                    while (await channel.BasicGetAsync($"referrals.{slug}", autoAck: true) is { } got)
                        said.Add(Encoding.UTF8.GetString(got.Body.Span));
                }
                catch (Exception failure)
                    when (failure.GetType().Namespace!.StartsWith("RabbitMQ", StringComparison.Ordinal))
                {
                    // The queue is not there yet, or the broker is not.
                }
                return said.Select(text => (string)JsonNode.Parse(text)!["type"]!).Distinct().Count();
            },
            many => many >= kinds,
            TimeSpan.FromSeconds(60),
            TimeSpan.FromMilliseconds(500)
        );
        return said;
    }

    private sealed class HouseOnBroker(RabbitMqBroker broker) : RunningHost
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings() =>
            broker.Settings.Append(new("Bus:Resend:First", "PT1S"));
    }
}
