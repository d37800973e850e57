using NodaTime;
using SharedCommunity.Channels.Inbound;
using SharedCommunity.Channels.Telegram;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Dispatch;

/// <summary>A lane with waiting events: what happens in one chat is worked in the platform's order.</summary>
internal sealed record Lane(
    ConnectionId Connection,
    string Chat,
    string Account,
    AgencyId Owner,
    CommunityId? Community,
    long Events
)
{
    /// <summary>Community scope, or Agency scope of the connection's owner for what belongs to no community yet.</summary>
    public Scope Scope => Community is { } c ? Scope.Community(c) : Scope.Agency(Owner);
}

/// <summary>One event, taken from its lane and read.</summary>
internal sealed record LaneEvent(
    long JournalId,
    ConnectionId Connection,
    string Chat,
    string Account,
    TelegramBotIdentity Bot,
    InboundEvent Event,
    Instant ReceivedAt
);
