using System.Diagnostics;
using System.Text.Json;
using MassTransit;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Testing;

namespace SharedCommunity.Bench.Referrals;

/// <summary>
/// What a referral's message costs where nothing is kept: MassTransit publishes it to a topic exchange and consumes it
/// from durable quorum queues, persistent, confirmed and acknowledged, by the same broker, in the same shape, with as many
/// under way at once as the relay has.
/// </summary>
internal sealed class BareBus(RabbitMqBroker broker)
{
    private const string Exchange = "bench.bare";
    private const int UnderWay = 2000;
    private const int Prefetch = 200;

    /// <summary>Messages a second, from the first publish until the last was consumed.</summary>
    public async Task<double> Measure(int queues, int messages)
    {
        var left = messages;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var settings = broker.Settings;
        var bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(
                "127.0.0.1",
                (ushort)broker.Port,
                "/",
                host =>
                {
                    host.Username(settings["Bus:RabbitMq:User"]!);
                    host.Password(settings["Bus:RabbitMq:Password"]!);
                    host.PublisherConfirmation = true;
                }
            );
            rabbit.ClearSerialization();
            rabbit.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType, isDefault: true);
            rabbit.Message<ReferralMessage>(message => message.SetEntityName(Exchange));
            rabbit.Publish<ReferralMessage>(publish => publish.ExchangeType = "topic");
            rabbit.Send<ReferralMessage>(send => send.UseRoutingKeyFormatter(context => context.Message.To));
            for (var i = 0; i < queues; i++)
            {
                var slug = $"bare-{i}";
                rabbit.ReceiveEndpoint(
                    $"bench.{slug}",
                    endpoint =>
                    {
                        endpoint.ConfigureConsumeTopology = false;
                        endpoint.SetQuorumQueue();
                        endpoint.PrefetchCount = Prefetch;
                        endpoint.Bind(
                            Exchange,
                            binding =>
                            {
                                binding.ExchangeType = "topic";
                                binding.RoutingKey = slug;
                            }
                        );
                        endpoint.Handler<ReferralMessage>(_ =>
                        {
                            if (Interlocked.Decrement(ref left) == 0)
                                all.TrySetResult();
                            return Task.CompletedTask;
                        });
                    }
                );
            }
        });
        await bus.StartAsync();
        try
        {
            using var body = JsonDocument.Parse(ReferralWorld.Body);
            var clock = Stopwatch.StartNew();
            using var window = new SemaphoreSlim(UnderWay);
            var published = new List<Task>(messages);
            for (var i = 0; i < messages; i++)
            {
                await window.WaitAsync();
                published.Add(Publish(i % queues));
            }
            await Task.WhenAll(published);
            await all.Task.WaitAsync(TimeSpan.FromMinutes(2));
            return messages / clock.Elapsed.TotalSeconds;

            async Task Publish(int queue)
            {
                try
                {
                    await bus.Publish(
                        new ReferralMessage(
                            Guid.CreateVersion7(),
                            "ReferralSent",
                            1,
                            "bare",
                            $"bare-{queue}",
                            Guid.CreateVersion7(),
                            1,
                            0,
                            body.RootElement
                        )
                    );
                }
                finally
                {
                    window.Release();
                }
            }
        }
        finally
        {
            await bus.StopAsync();
        }
    }
}
