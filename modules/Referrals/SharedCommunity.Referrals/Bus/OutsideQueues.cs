using RabbitMQ.Client;

namespace SharedCommunity.Referrals.Bus;

/// <summary>Declares the queue of an agency whose own software reads it: nothing that is sent may be lost before it does.</summary>
internal sealed class OutsideQueues(BusSettings settings)
{
    /// <summary>Declares the queue and binds it; does nothing in memory, where nobody outside can read.</summary>
    public async Task Declare(string slug, CancellationToken ct)
    {
        if (!settings.UsesRabbitMq)
            return;
        var factory = new ConnectionFactory
        {
            HostName = settings.Host!,
            Port = settings.Port,
            VirtualHost = settings.VirtualHost,
            UserName = settings.User,
            Password = settings.Password,
        };
        await using var connection = await factory.CreateConnectionAsync(ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await channel.ExchangeDeclareAsync(Queues.Exchange, ExchangeType.Topic, durable: true, cancellationToken: ct);
        await channel.QueueDeclareAsync(
            $"referrals.{slug}",
            durable: true,
            exclusive: false,
            autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" },
            cancellationToken: ct
        );
        await channel.QueueBindAsync($"referrals.{slug}", Queues.Exchange, slug, cancellationToken: ct);
    }
}
