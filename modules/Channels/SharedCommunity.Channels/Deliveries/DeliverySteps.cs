using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Messages;
using SharedCommunity.Channels.Telegram;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Deliveries;

/// <summary>What is handed to the platform in one call.</summary>
internal sealed record Handover(
    DeliveryId Delivery,
    int Number,
    string Chat,
    string Text,
    string? ReplyTo,
    IReadOnlyList<Button> Buttons,
    int Parts
);

/// <summary>The two transactions around a call to the platform: the attempt before it, what came of it after.</summary>
internal sealed class DeliverySteps(Work work)
{
    private static readonly Duration GiveUpAfter = Duration.FromHours(24);

    /// <summary>Records that it is being sent now; null where it is not to be sent any more.</summary>
    public Task<Handover?> Begin(CommunityId community, DeliveryId id, CancellationToken ct) =>
        work.Run(
            Scope.Community(community),
            async (unit, token) =>
            {
                var delivery = await DeliveryQueue.Locked(unit, id, token);
                if (
                    delivery is not { State: DeliveryState.Waiting }
                    || delivery.DueAt > unit.Now
                    || await WaitsBehind(unit, delivery, token)
                )
                    return null;
                var channel = await unit.Db.Set<Channel>().SingleAsync(c => c.Id == delivery.ChannelId, token);
                var account = delivery.ToAccountId is { } to
                    ? await unit.Db.Set<ChannelAccount>().SingleAsync(a => a.Id == to, token)
                    : null;
                var stopped = channel.StoppedCode ?? account?.UnreachableCode;
                if (stopped is not null || (account?.Account ?? channel.ChatId) is not { } chat)
                {
                    delivery.Fail(stopped ?? "no_recipient");
                    Settle(unit, delivery);
                    return null;
                }
                var parts = TelegramText.Split(delivery.Text);
                var replyTo = delivery is { ReplyTo: { } answered, PartsSent: 0 }
                    ? await unit
                        .Db.Set<Message>()
                        .Where(m => m.Id == answered && m.ChannelId == delivery.ChannelId)
                        .Select(m => m.PlatformMessageId)
                        .SingleOrDefaultAsync(token)
                    : null;
                var number = delivery.Attempt();
                await unit.Call("channels.delivery_attempt", [id.Value, number], row => row.GetBoolean(0), token);
                return new Handover(
                    id,
                    number,
                    chat,
                    parts[delivery.PartsSent],
                    replyTo,
                    // Under the last part, where reading ends.
                    delivery.PartsSent
                    == parts.Count - 1
                        ? delivery.ButtonsLeft()
                        : [],
                    parts.Count
                );
            },
            ct
        );

    /// <summary>Records what came of it; the pause that the conversation needs, if any.</summary>
    public Task<Instant?> End(
        CommunityId community,
        ConnectionId connection,
        DeliveryId id,
        Handover handed,
        SendResult result,
        CancellationToken ct
    ) =>
        work.Run(
            Scope.Community(community),
            async (unit, token) =>
            {
                var delivery = await DeliveryQueue.Locked(unit, id, token);
                // Meanwhile a person may have had it sent again: then this answer is an old one.
                if (
                    delivery is not { State: DeliveryState.Attempted or DeliveryState.Unknown }
                    || delivery.Attempts != handed.Number
                )
                    return null;
                await unit.Call(
                    "channels.delivery_result",
                    [id.Value, handed.Number, CodeOf(result)],
                    row => row.GetBoolean(0),
                    token
                );
                var pause = await Apply(unit, connection, delivery, handed, result, token);
                if (delivery.State != DeliveryState.Waiting)
                    Settle(unit, delivery);
                return pause;
            },
            ct
        );

    /// <summary>Its sender vanished between attempt and answer: a person decides.</summary>
    public Task LoseSight(CommunityId community, DeliveryId id, CancellationToken ct) =>
        work.Run(
            Scope.Community(community),
            async (unit, token) =>
            {
                var delivery = await DeliveryQueue.Locked(unit, id, token);
                if (delivery is not { State: DeliveryState.Attempted })
                    return;
                delivery.LoseSight("sender_lost");
                Settle(unit, delivery);
            },
            ct
        );

    /// <summary>Whether an earlier message of the conversation was tried and waits: nothing overtakes it.</summary>
    private static Task<bool> WaitsBehind(UnitOfWork unit, Delivery delivery, CancellationToken ct) =>
        unit
            .Db.Set<Delivery>()
            .AnyAsync(
                d =>
                    d.ChannelId == delivery.ChannelId
                    && d.ToAccountId == delivery.ToAccountId
                    && d.State == DeliveryState.Waiting
                    && d.Attempts > 0
                    && d.CreatedAt < delivery.CreatedAt,
                ct
            );

    private static async Task<Instant?> Apply(
        UnitOfWork unit,
        ConnectionId connection,
        Delivery delivery,
        Handover handed,
        SendResult result,
        CancellationToken ct
    )
    {
        switch (result)
        {
            case SendResult.Sent sent:
                if (delivery.TookPart(sent.PlatformMessageId, handed.Parts, unit.Now))
                    unit.Db.Add(await MessageOf(unit, delivery, ct));
                else
                    unit.Wake("deliveries");
                break;
            case SendResult.RetryAfter again when delivery.CreatedAt + GiveUpAfter < unit.Now:
                delivery.Fail(again.Code);
                break;
            case SendResult.RetryAfter again:
                // The platform's pause is kept as it is; our own grows.
                var wait =
                    again.Code == "unreachable" ? again.Wait * (1 << Math.Min(delivery.Attempts - 1, 6)) : again.Wait;
                delivery.WaitUntil(unit.Now + wait, again.Code);
                return unit.Now + wait;
            case SendResult.Migrated moved:
                await unit.Call(
                    "channels.chat_migrate",
                    [connection.Value, handed.Chat, moved.ToChatId],
                    row => row.GetBoolean(0),
                    ct
                );
                delivery.WaitUntil(unit.Now, "migrated");
                unit.Wake("deliveries");
                break;
            case SendResult.RecipientGone gone:
                delivery.Fail(gone.Code);
                if (delivery.ToAccountId is { } to)
                    (await unit.Db.Set<ChannelAccount>().SingleAsync(a => a.Id == to, ct)).UnreachableCode = gone.Code;
                break;
            case SendResult.ChannelStopped stopped:
                delivery.Fail(stopped.Code);
                if (!stopped.Code.StartsWith("token_", StringComparison.Ordinal))
                    (await unit.Db.Set<Channel>().SingleAsync(c => c.Id == delivery.ChannelId, ct)).Stop(stopped.Code);
                unit.Changed(delivery.CommunityId, "settings");
                break;
            case SendResult.Refused refused:
                delivery.Fail(refused.Code);
                break;
            case SendResult.Unknown unknown:
                delivery.LoseSight(unknown.Code);
                break;
        }
        return null;
    }

    private static async Task<Message> MessageOf(UnitOfWork unit, Delivery delivery, CancellationToken ct) =>
        new()
        {
            Id = MessageId.New(),
            CommunityId = delivery.CommunityId,
            ChannelId = delivery.ChannelId,
            ConversationId = delivery.ToAccountId,
            PlatformMessageId = delivery.PlatformMessageId,
            Text = delivery.Text,
            SentAt = unit.Now,
            Private = delivery.ToAccountId is not null,
            // What stays with an agency and belongs to none is for no agency to read.
            Placed = !delivery.StaysWithAgency || delivery.CustodyAgencyId is not null,
            Outgoing = true,
            ReplyTo =
                delivery.ReplyTo is { } to && await unit.Db.Set<Message>().AnyAsync(m => m.Id == to, ct) ? to : null,
            DeliveryId = delivery.Id,
            CustodyAgencyId = delivery.CustodyAgencyId,
            StaysWithAgency = delivery.StaysWithAgency,
        };

    private static void Settle(UnitOfWork unit, Delivery delivery)
    {
        unit.Announce(new DeliverySettled(delivery.CommunityId, delivery.Id, delivery.State, delivery.Failure));
        unit.Changed(delivery.CommunityId, "messages");
    }

    private static string CodeOf(SendResult result) =>
        result switch
        {
            SendResult.Sent => "sent",
            SendResult.RetryAfter r => r.Code,
            SendResult.Migrated => "migrated",
            SendResult.RecipientGone r => r.Code,
            SendResult.ChannelStopped r => r.Code,
            SendResult.Refused r => r.Code,
            SendResult.Unknown r => r.Code,
            _ => throw new ArgumentOutOfRangeException(nameof(result)),
        };
}
