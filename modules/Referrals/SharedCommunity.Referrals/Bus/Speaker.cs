using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Logging;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Bus;

/// <summary>Publishes to the exchange, in the name of the host's own user.</summary>
internal sealed partial class Speaker(IBus bus, BusSettings settings, ILogger<Speaker> logger)
{
    /// <summary>Without a limit a publish waits for the broker for ever.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly JsonSerializerOptions Short = new(KernelJson.Options)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Publishes a message; returns once the broker has it.</summary>
    public Task Say(ReferralMessage message, CancellationToken ct) =>
        bus.Publish(
            message,
            context =>
            {
                context.MessageId = message.Id;
                if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
                {
                    rabbit.Mandatory = true;
                    rabbit.BasicProperties.UserId = settings.User;
                }
            },
            ct
        );

    /// <summary>
    /// Tells other sides how much was taken, after it was committed: one message for each pair of agencies. Nothing keeps
    /// it: if it is lost, the other side sends again what it acknowledges, and is told again.
    /// </summary>
    public async Task Acknowledge(IReadOnlyCollection<Referral> taken)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            foreach (var pair in taken.GroupBy(referral => (referral.OwnSlug, referral.OtherSlug)))
                await Say(Acknowledgement(pair.Key.OwnSlug, pair.Key.OtherSlug, [.. pair]), patience.Token);
        }
        catch (Exception failure)
        {
            LogNotAcknowledged(failure.GetBaseException().GetType().Name);
        }
    }

    private static ReferralMessage Acknowledgement(string from, string to, IReadOnlyList<Referral> taken) =>
        new(
            Guid.CreateVersion7(),
            LoopInput.Acknowledgement,
            Saying.Version,
            from,
            to,
            taken[0].LoopId.Value,
            0,
            taken[0].Taken,
            JsonSerializer.SerializeToElement(
                new MessageBody
                {
                    Also =
                        taken.Count == 1
                            ? null
                            : [.. taken.Skip(1).Select(one => new AlsoAcknowledged(one.LoopId.Value, one.Taken))],
                },
                Short
            )
        );

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "What was taken could not be acknowledged; its sender sends it again: {Failure}."
    )]
    private partial void LogNotAcknowledged(string failure);
}
