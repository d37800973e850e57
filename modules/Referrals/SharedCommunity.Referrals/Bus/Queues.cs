using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Live;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Referrals.Bus;

/// <summary>
/// Keeps a durable queue for every agency, from the moment the agency exists, and listens to those of the agencies that
/// live here. A new agency wakes it.
/// </summary>
internal sealed partial class Queues(
    Work work,
    IReceiveEndpointConnector connector,
    Arrivals arrivals,
    OutsideQueues outside,
    Wakeups wakeups,
    TimeProvider time,
    ILogger<Queues> logger
) : BackgroundService
{
    /// <summary>The exchange that all referrals are published to.</summary>
    public const string Exchange = "sharedcommunity.referrals";

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly ConcurrentDictionary<string, Task> _known = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _looking = new(1);

    /// <summary>
    /// Sees to it that these agencies have their queues, before something is published to them: what no queue takes is
    /// lost to the broker, and would only come again after the wait for its acknowledgement.
    /// </summary>
    public async Task Ready(IReadOnlyCollection<string> slugs, CancellationToken ct)
    {
        if (slugs.Any(slug => !_known.ContainsKey(slug)))
            await Look(ct);
        var waiting = slugs.Select(slug => _known.GetValueOrDefault(slug)).OfType<Task>().ToList();
        try
        {
            await Task.WhenAll(waiting).WaitAsync(Patience, ct);
        }
        catch (TimeoutException)
        {
            // The broker is away. What is published now fails, and comes again.
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Look(stoppingToken);
                await wakeups.Wait("agencies", Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogPaused(failure.GetBaseException().GetType().Name);
                await Task.Delay(Poll, time, CancellationToken.None);
            }
        }
    }

    private async Task Look(CancellationToken ct)
    {
        await _looking.WaitAsync(ct);
        try
        {
            var queues = await work.Call(
                "referrals.queues",
                [],
                row =>
                    (Queue: new AgencyQueue(AgencyId.From(row.GetGuid(0)), row.GetString(1)), Here: row.GetBoolean(2)),
                ct
            );
            foreach (var (queue, here) in queues.Where(one => !_known.ContainsKey(one.Queue.Slug)))
            {
                if (here)
                {
                    _known[queue.Slug] = Connect(queue);
                    continue;
                }
                await outside.Declare(queue.Slug, ct);
                _known[queue.Slug] = Task.CompletedTask;
            }
        }
        finally
        {
            _looking.Release();
        }
    }

    private Task<ReceiveEndpointReady> Connect(AgencyQueue queue) =>
        connector
            .ConnectReceiveEndpoint(
                $"referrals.{queue.Slug}",
                (_, endpoint) =>
                {
                    // Else every queue would get every message.
                    endpoint.ConfigureConsumeTopology = false;
                    endpoint.PublishFaults = false;
                    if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
                    {
                        rabbit.SetQuorumQueue();
                        rabbit.Bind(
                            Exchange,
                            binding =>
                            {
                                binding.ExchangeType = "topic";
                                binding.RoutingKey = queue.Slug;
                            }
                        );
                    }
                    else if (endpoint is IInMemoryReceiveEndpointConfigurator memory)
                    {
                        memory.Bind<ReferralMessage>(MassTransit.Transports.Fabric.ExchangeType.Topic, queue.Slug);
                    }
                    endpoint.ConcurrentMessageLimit = 4;
                    endpoint.UseMessageRetry(retry => retry.Intervals(100, 500, 2000));
                    // What could not be taken is sent again by its sender; what cannot be read goes to the dead letters.
                    endpoint.ConfigureError(error =>
                        error.UseExecuteAsync(async context =>
                        {
                            if (
                                context.Exception.GetBaseException() is System.Text.Json.JsonException
                                || context.Exception is System.Runtime.Serialization.SerializationException
                            )
                                await arrivals.Unreadable(queue, context.Body.GetString(), context.CancellationToken);
                            else
                                LogNotTaken(context.Exception.GetBaseException().GetType().Name);
                        })
                    );
                    endpoint.Handler<ReferralMessage>(context =>
                        arrivals.Take(queue, context.Message, Publisher(context), context.CancellationToken)
                    );
                }
            )
            .Ready;

    private static string? Publisher(ConsumeContext context) =>
        context.ReceiveContext.TryGetPayload<RabbitMqBasicConsumeContext>(out var rabbit)
            ? rabbit.Properties.UserId
            : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queues are looked at again later: {Failure}.")]
    private partial void LogPaused(string failure);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A referral's message was not taken; its sender sends it again: {Failure}."
    )]
    private partial void LogNotTaken(string failure);
}
