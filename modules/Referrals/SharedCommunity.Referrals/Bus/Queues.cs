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
/// live here. A new agency wakes it, and so does a change of who speaks for one.
/// </summary>
internal sealed partial class Queues(
    Work work,
    IReceiveEndpointConnector connector,
    Arrivals arrivals,
    OutsideQueues outside,
    BusLine line,
    Wakeups wakeups,
    TimeProvider time,
    ILogger<Queues> logger
) : BackgroundService
{
    /// <summary>The exchange that all referrals are published to.</summary>
    public const string Exchange = "sharedcommunity.referrals";

    /// <summary>What wakes it.</summary>
    public const string Wake = "agencies";

    // A notification may be lost with its connection; a broker that is away is asked again sooner.
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private const int AtOnce = 200;
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _looking = new(1);

    /// <summary>
    /// Sees to it that these agencies have their queues, before something is published to them: what no queue takes is
    /// lost to the broker, and would only come again after the wait for its acknowledgement.
    /// </summary>
    public async Task Ready(IReadOnlyCollection<string> slugs, CancellationToken ct)
    {
        if (slugs.Any(slug => !_known.ContainsKey(slug)))
            await Look(ct);
        var waiting = slugs.Select(slug => _known.GetValueOrDefault(slug)?.Ready).OfType<Task>().ToList();
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
                await wakeups.Wait(Wake, SafetyNet, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogPaused(failure.GetBaseException().GetType().Name);
                await Task.Delay(Again, time, CancellationToken.None);
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
            foreach (var (queue, here) in queues)
            {
                if (_known.TryGetValue(queue.Slug, out var known))
                {
                    if ((known.Handle is not null) == here)
                        continue;
                    if (known.Handle is { } handle)
                        await handle.StopAsync(ct);
                    _known.TryRemove(queue.Slug, out _);
                }
                if (here)
                {
                    var connected = Connect(queue);
                    _known[queue.Slug] = new(connected, connected.Ready);
                    continue;
                }
                await outside.Declare(queue.Slug, ct);
                line.LeftToOthers(queue.Slug);
                _known[queue.Slug] = new(null, Task.CompletedTask);
            }
        }
        finally
        {
            _looking.Release();
        }
    }

    private HostReceiveEndpointHandle Connect(AgencyQueue queue)
    {
        var gathering = new Gathering<Arrival>(AtOnce, (all, ct) => arrivals.Take(queue, all, ct));
        return connector.ConnectReceiveEndpoint(
            BusLine.QueueOf(queue.Slug),
            (_, endpoint) =>
            {
                // Else every queue would get every message.
                endpoint.ConfigureConsumeTopology = false;
                endpoint.PublishFaults = false;
                endpoint.ConnectReceiveEndpointObserver(line);
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
                endpoint.PrefetchCount = AtOnce;
                endpoint.ConcurrentMessageLimit = AtOnce;
                endpoint.UseMessageRetry(retry => retry.Intervals(100, 500, 2000));
                // What could not be taken is sent again by its sender; what cannot be read goes to the dead letters.
                endpoint.ConfigureError(error =>
                    error.UseExecuteAsync(async context =>
                    {
                        if (
                            context.Exception.GetBaseException() is System.Text.Json.JsonException
                            || context.Exception is System.Runtime.Serialization.SerializationException
                        )
                            await gathering.Take(
                                new(null, Publisher(context), context.Body.GetString()),
                                context.CancellationToken
                            );
                        else
                            LogNotTaken(context.Exception.GetBaseException().GetType().Name);
                    })
                );
                // What the consumer cannot even begin to read: JSON, and no object.
                endpoint.ConfigureDeadLetter(skipped =>
                    skipped.UseExecuteAsync(context =>
                        gathering.Take(
                            new(null, Publisher(context), context.Body.GetString()),
                            context.CancellationToken
                        )
                    )
                );
                endpoint.Handler<ReferralMessage>(context =>
                {
                    // Read from its text, as an administrator's replay reads it.
                    var text = context.ReceiveContext.Body.GetString();
                    return gathering.Take(
                        new(Wire.Read(text), Publisher(context.ReceiveContext), text),
                        context.CancellationToken
                    );
                });
            }
        );
    }

    private static string? Publisher(ReceiveContext context) =>
        context.TryGetPayload<RabbitMqBasicConsumeContext>(out var rabbit) ? rabbit.Properties.UserId : null;

    /// <param name="Handle">By which this host listens; null where it does not.</param>
    /// <param name="Ready">Done once there is a queue.</param>
    private sealed record Known(HostReceiveEndpointHandle? Handle, Task Ready);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queues are looked at again later: {Failure}.")]
    private partial void LogPaused(string failure);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A referral's message was not taken; its sender sends it again: {Failure}."
    )]
    private partial void LogNotTaken(string failure);
}
