using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using SharedCommunity.Kernel.Live;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using SharedCommunity.Tests.Architecture;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>
/// A host on a real RabbitMQ whose users and permissions etc/rabbitmq/set-up has made: the host's own user may do no more
/// than that gives it.
/// </summary>
public sealed class BrokeredHost : RunningHost, IAsyncLifetime
{
    private const string OwnUser = "community-host";
    private readonly string password = RabbitMqBroker.NewPassword();

    /// <summary>The broker.</summary>
    public RabbitMqBroker Broker { get; } = new();

    /// <summary>The password of every agency's own user.</summary>
    public string AgencyPassword { get; } = RabbitMqBroker.NewPassword();

    /// <inheritdoc />
    public override async ValueTask InitializeAsync()
    {
        await Broker.Start();
        await SetUp(null, "vhost");
        await SetUp(password, "installation", OwnUser);
        await base.InitializeAsync();
    }

    /// <inheritdoc />
    protected override IEnumerable<KeyValuePair<string, string?>> Settings() =>
        Broker.SettingsOf(OwnUser, password).Append(new("Bus:Resend:First", "PT2S"));

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await Broker.DisposeAsync();
    }

    /// <summary>Runs etc/rabbitmq/set-up.</summary>
    public async Task SetUp(string? line, params string[] arguments)
    {
        var (code, said) = await Broker.Run(Path.Combine(Repository.Root, "etc/rabbitmq/set-up"), line, arguments);
        Assert.True(code == 0, $"etc/rabbitmq/set-up {string.Join(' ', arguments)}: {code} {said}");
    }

    /// <summary>An agency, and a user on the broker for software of its own. Nobody has granted it a voice yet.</summary>
    public async Task<AgencyInField> AgencyWithUser(string name)
    {
        var agency = await Field.Agency(name);
        await SetUp(AgencyPassword, "agency", agency.Slug, UserOf(agency));
        await Known(agency);
        return agency;
    }

    /// <summary>The broker's user of an agency's own software.</summary>
    public static string UserOf(AgencyInField agency) => $"{agency.Slug}-intake";

    /// <summary>
    /// Waits until an agency that was written past the doors has its queue, and the host reads it: a queue that is there
    /// may not be bound yet.
    /// </summary>
    public async Task Known(AgencyInField agency)
    {
        Services.GetRequiredService<LiveNotifier>().Wake("agencies");
        await Eventually.Becomes(() => Readers(agency), readers => readers is > 0);
    }

    /// <summary>How many read an agency's queue; null where there is none.</summary>
    public async Task<uint?> Readers(AgencyInField agency)
    {
        await using var connection = await Connect(RabbitMqBroker.User, Broker.Password);
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return (await channel.QueueDeclarePassiveAsync($"referrals.{agency.Slug}")).ConsumerCount;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return null;
        }
    }

    /// <summary>A platform administrator grants an agency's own user its voice.</summary>
    public async Task Grant(AgencyInField agency, bool hostReads = false)
    {
        using var platform = As(await Founder());
        using var granted = await platform.PutAsync(
            new Uri($"/api/v1/platform/agencies/{agency.Id}/voice", UriKind.Relative),
            new StringContent(
                new JsonObject { ["userName"] = UserOf(agency), ["hostReads"] = hostReads }.ToJsonString(),
                null,
                "application/json"
            )
        );
        Assert.True(granted.IsSuccessStatusCode, await granted.Content.ReadAsStringAsync());
    }

    /// <summary>Somebody who founds agencies, of an agency without a part in anything.</summary>
    public async Task<StaffInField> Founder()
    {
        var founder = await Field.Staff(await Field.Agency("Platform"), Role.Viewer);
        await Field.PlatformAdministrator(founder);
        return founder;
    }

    /// <summary>A connection of an agency's own user.</summary>
    public Task<IConnection> ConnectAs(AgencyInField agency) => Connect(UserOf(agency), AgencyPassword);

    /// <summary>Publishes a text as an agency's own user. Returns once the broker has it.</summary>
    public async Task Publish(AgencyInField speaker, string routingKey, string text, bool named = true)
    {
        await using var connection = await ConnectAs(speaker);
        await using var channel = await connection.CreateChannelAsync(new(true, true));
        var properties = new BasicProperties { ContentType = "application/json", Persistent = true };
        if (named)
            properties.UserId = UserOf(speaker);
        await channel.BasicPublishAsync(
            "sharedcommunity.referrals",
            routingKey,
            mandatory: true,
            properties,
            Encoding.UTF8.GetBytes(text)
        );
    }

    private async Task<IConnection> Connect(string user, string word)
    {
        var factory = new ConnectionFactory
        {
            HostName = "127.0.0.1",
            Port = Broker.Port,
            UserName = user,
            Password = word,
        };
        return await factory.CreateConnectionAsync();
    }
}

/// <summary>The tests that share one broker; it takes seconds to start.</summary>
[CollectionDefinition(nameof(BrokeredHost))]
public sealed class BrokerCollection : ICollectionFixture<BrokeredHost>;
