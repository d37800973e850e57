using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>What RabbitMQ itself lets an agency's own software do, by the permissions of etc/rabbitmq/set-up.</summary>
[Collection(nameof(BrokeredHost))]
public sealed class BrokerPermissionTests(BrokeredHost house)
{
    private const string Exchange = "sharedcommunity.referrals";
    private static readonly byte[] Word = "{}"u8.ToArray();

    [Fact]
    public async Task An_agencys_own_software_reads_its_queue_and_writes_the_exchange_and_nothing_else()
    {
        var own = await house.AgencyWithUser("Own");
        var other = await house.Field.Agency("Other");
        await house.Known(other);
        await using var connection = await house.ConnectAs(own);

        // What it may do, so that what follows is not refused for another reason.
        await Allowed(connection, channel => channel.QueueDeclarePassiveAsync(QueueOf(own)));
        await Allowed(connection, channel => channel.BasicGetAsync(QueueOf(own), autoAck: false));
        await Allowed(connection, channel => Publish(channel, Exchange, other.Slug, BrokeredHost.UserOf(own)));

        await Refused("read another's queue", channel => channel.BasicGetAsync(QueueOf(other), autoAck: true));
        await Refused(
            "consume another's queue",
            channel => channel.BasicConsumeAsync(QueueOf(other), true, new AsyncDefaultBasicConsumer(channel))
        );
        await Refused("bind its queue", channel => channel.QueueBindAsync(QueueOf(own), Exchange, other.Slug));
        await Refused("declare a queue", channel => channel.QueueDeclareAsync("spy", false, true, true));
        await Refused(
            "declare an agency's queue",
            channel => channel.QueueDeclareAsync("referrals.made-up", true, false, false)
        );
        await Refused("declare an exchange", channel => channel.ExchangeDeclareAsync("spy", "fanout"));
        await Refused("empty another's queue", channel => channel.QueuePurgeAsync(QueueOf(other)));
        await Refused("delete its queue", channel => channel.QueueDeleteAsync(QueueOf(own)));
        await Refused(
            "publish straight into a queue",
            channel => Publish(channel, "", QueueOf(other), BrokeredHost.UserOf(own))
        );
        await Refused(
            "publish to another exchange",
            channel => Publish(channel, "amq.topic", other.Slug, BrokeredHost.UserOf(own))
        );
        await Refused("speak to itself", channel => Publish(channel, Exchange, own.Slug, BrokeredHost.UserOf(own)));
        await Refused("speak to all", channel => Publish(channel, Exchange, "#", BrokeredHost.UserOf(own)));
        await Refused(
            "speak as somebody else",
            channel => Publish(channel, Exchange, other.Slug, "community-host"),
            Constants.PreconditionFailed
        );

        async Task Refused(string what, Func<IChannel, Task> attempt, ushort code = Constants.AccessRefused)
        {
            await using var channel = await connection.CreateChannelAsync(
                new(true, true),
                TestContext.Current.CancellationToken
            );
            var refused = await Record.ExceptionAsync(() => attempt(channel));
            var reason = (refused as OperationInterruptedException)?.ShutdownReason ?? channel.CloseReason;
            Assert.True(reason?.ReplyCode == code, $"It may {what}: {refused?.GetType().Name} {reason}");
        }
    }

    [Fact]
    public async Task The_user_that_comes_with_RabbitMQ_is_gone_and_a_short_password_is_no_password()
    {
        var (code, said) = await house.Broker.Run(
            Path.Combine(Architecture.Repository.Root, "etc/rabbitmq/set-up"),
            "short",
            "installation",
            "somebody"
        );
        Assert.NotEqual(0, code);
        Assert.Contains("16 are the least", said, StringComparison.Ordinal);
        var factory = new ConnectionFactory
        {
            HostName = "127.0.0.1",
            Port = house.Broker.Port,
            UserName = "guest",
            Password = "guest",
        };
        await Assert.ThrowsAsync<BrokerUnreachableException>(() =>
            factory.CreateConnectionAsync(TestContext.Current.CancellationToken)
        );
    }

    private static async Task Allowed(IConnection connection, Func<IChannel, Task> attempt)
    {
        await using var channel = await connection.CreateChannelAsync(
            new(true, true),
            TestContext.Current.CancellationToken
        );
        await attempt(channel);
        Assert.Null(channel.CloseReason);
    }

    private static Task Publish(IChannel channel, string exchange, string routingKey, string user) =>
        channel
            .BasicPublishAsync(exchange, routingKey, mandatory: true, new BasicProperties { UserId = user }, Word)
            .AsTask();

    private static string QueueOf(AgencyInField agency) => $"referrals.{agency.Slug}";
}
