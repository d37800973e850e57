using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Live;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Referrals.Bus;

/// <summary>
/// Publishes what lies in the outbox. A row is taken, published, and done only when the other side has acknowledged it;
/// until then it comes again: after 30 s, doubling, an hour at the most.
/// </summary>
internal sealed partial class Relay(
    Work work,
    IBus bus,
    Queues queues,
    LastLook lastLook,
    BusSettings settings,
    Wakeups wakeups,
    TimeProvider time,
    ILogger<Relay> logger
) : BackgroundService
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await Look(stoppingToken) < AtOnce)
                    await wakeups.Wait(Post.Wake, Poll, stoppingToken);
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

    /// <summary>Publishes what is due, and says how much that was.</summary>
    internal async Task<int> Look(CancellationToken ct)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var due = await work.Call(
            "referrals.outbox_take",
            [now, AtOnce, settings.FirstResend.TotalSeconds, settings.LongestResend.TotalSeconds],
            Read,
            ct
        );
        if (due.Count == 0)
            return 0;
        // On a consent whose time is over nothing goes, however late its end takes effect.
        var taken = due.Count;
        _ = due.RemoveAll(message => IsOver(message, now));
        await queues.Ready([.. due.Select(message => message.To).Distinct()], ct);
        // Without a limit a publish waits for the broker for ever; what is not confirmed comes again by itself.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        await Task.WhenAll(due.Select(message => Publish(message, patience.Token)));
        return taken;
    }

    private async Task Publish(ReferralMessage message, CancellationToken ct)
    {
        try
        {
            await bus.Publish(
                message,
                async context =>
                {
                    // The line is there only now: until then seconds may have gone by.
                    if (!await lastLook.MayGo(message, ct))
                        throw new TakenBackException();
                    context.MessageId = message.Id;
                    if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
                    {
                        rabbit.Mandatory = true;
                        rabbit.BasicProperties.UserId = settings.User;
                    }
                },
                ct
            );
        }
        catch (TakenBackException)
        {
            // It comes again by itself, with nothing about the member in it.
        }
        catch (Exception failure) when (failure is not OperationCanceledException || ct.IsCancellationRequested)
        {
            LogNotPublished(failure.GetBaseException().GetType().Name);
        }
    }

    private static bool IsOver(ReferralMessage message, Instant now) =>
        message.Type == "ReferralSent"
        && message.Body.TryGetProperty("consent", out var consent)
        && consent.ValueKind == JsonValueKind.Object
        && consent.TryGetProperty("until", out var until)
        && until.ValueKind == JsonValueKind.String
        && until.Deserialize<Instant>(KernelJson.Options) <= now
        && message.Body.TryGetProperty("shared", out var shared)
        && shared.GetArrayLength() > 0;

    private static ReferralMessage Read(Npgsql.NpgsqlDataReader row)
    {
        using var body = JsonDocument.Parse(row.GetString(7));
        return new(
            row.GetGuid(0),
            row.GetString(1),
            Saying.Version,
            row.GetString(2),
            row.GetString(3),
            row.GetGuid(4),
            row.GetInt32(5),
            row.GetInt32(6),
            body.RootElement.Clone()
        );
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The relay rests for a second: {Failure}.")]
    private partial void LogPaused(string failure);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A referral's message was not published and comes again: {Failure}."
    )]
    private partial void LogNotPublished(string failure);
}
