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
    /// <summary>How many messages are taken from the outbox at once.</summary>
    public const int AtOnce = 1000;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private const int BatchesUnderWay = 2;
    private const int ToTry = 10;
    private volatile bool lineStands = true;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // While the broker confirms what was taken, the next is taken.
        List<Task> underWay = [];
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                _ = underWay.RemoveAll(batch => batch.IsCompleted);
                if (underWay.Count >= (lineStands ? BatchesUnderWay : 1))
                {
                    await Task.WhenAny(underWay);
                    continue;
                }
                // What is taken while the broker is away would wait for its next turn when it is back.
                var most = lineStands ? AtOnce : ToTry;
                var due = await Take(most, stoppingToken);
                if (due.Count > 0)
                    underWay.Add(Publish(due, stoppingToken));
                else
                    await wakeups.Wait(Post.Wake, Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                LogPaused(failure.GetBaseException().GetType().Name);
                await Task.Delay(Poll, time, CancellationToken.None);
            }
        }
        await Task.WhenAll(underWay);
    }

    /// <summary>What is due, taken: who takes it has so long to publish it as its acknowledgement is waited for.</summary>
    private Task<List<ReferralMessage>> Take(int most, CancellationToken ct) =>
        work.Call(
            "referrals.outbox_take",
            [Now, most, settings.FirstResend.TotalSeconds, settings.LongestResend.TotalSeconds],
            Read,
            ct
        );

    /// <summary>Publishes a batch in its order. Never fails: what is not confirmed comes again by itself.</summary>
    private async Task Publish(List<ReferralMessage> due, CancellationToken ct)
    {
        try
        {
            // On a consent whose time is over nothing goes, however late its end takes effect.
            var now = Now;
            _ = due.RemoveAll(message => IsOver(message, now));
            await queues.Ready([.. due.Select(message => message.To).Distinct()], ct);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(Speaker.Patience);
            var published = await Task.WhenAll(due.Select(message => Publish(message, patience.Token)));
            lineStands = published.Length == 0 || published.Contains(true);
        }
        catch (Exception failure)
        {
            LogPaused(failure.GetBaseException().GetType().Name);
        }
    }

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Whether the broker has it, or need not.</summary>
    private async Task<bool> Publish(ReferralMessage message, CancellationToken ct)
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
            return true;
        }
        catch (TakenBackException)
        {
            // It comes again by itself, with nothing about the member in it.
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || ct.IsCancellationRequested)
        {
            LogNotPublished(failure.GetBaseException().GetType().Name);
            return false;
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
