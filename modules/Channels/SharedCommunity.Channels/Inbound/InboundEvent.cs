using NodaTime;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Channels.Inbound;

/// <summary>What kind of place a platform's chat is.</summary>
internal enum ChatKind
{
    /// <summary>One person and the bot.</summary>
    Private,

    /// <summary>Many people; on Telegram a group or a supergroup.</summary>
    Group,

    /// <summary>Only its owners post.</summary>
    Broadcast,
}

/// <summary>The place where something happened, as the platform names it.</summary>
internal sealed record InboundChat(string Id, ChatKind Kind, string? Title);

/// <summary>Who stands behind a message.</summary>
internal enum SenderKind
{
    /// <summary>A person with an account: the only kind that may become a member.</summary>
    Person,

    /// <summary>A program.</summary>
    Bot,

    /// <summary>An administrator who writes under the group's name.</summary>
    AnonymousAdministrator,

    /// <summary>Somebody who writes under a channel's name, or a post that a linked channel forwarded.</summary>
    Channel,
}

/// <summary>The sender as the platform names them.</summary>
internal sealed record InboundSender(
    string AccountId,
    string Name,
    string? Handle,
    string? LanguageHint,
    SenderKind Kind
);

/// <summary>What a file is.</summary>
internal enum AttachmentKind
{
    Voice,
    Audio,
    Photo,
    Video,
    VideoNote,
    Animation,
    Document,
    Sticker,
}

/// <summary>What is known of a file without fetching it; the content comes through the media proxy, on demand.</summary>
internal sealed record InboundAttachment(
    AttachmentKind Kind,
    string FileId,
    string FileUniqueId,
    long? Bytes,
    string? MimeType,
    string? FileName,
    int? Seconds,
    int? Width,
    int? Height
);

/// <summary>Whom a reply answers: a reply to a person is not a question to the moderators.</summary>
internal enum ReplyTarget
{
    Person,
    OurBot,
    OtherBot,
    Channel,

    /// <summary>The platform did not say.</summary>
    Unknown,
}

/// <summary>The message that a reply answers.</summary>
internal sealed record InboundReply(string MessageId, ReplyTarget Target, string? AccountId);

/// <summary>A command to our bot: <c>/ask where is …</c> has the name <c>ask</c>.</summary>
internal sealed record InboundCommand(string Name, string? Argument);

/// <summary>Where the bot stands in a chat.</summary>
internal enum BotStanding
{
    Absent,
    Member,
    Administrator,

    /// <summary>Removed from the group, or blocked by the person.</summary>
    Removed,
}

/// <summary>
/// One thing that happened, in no platform's words. A connector makes it from the raw bytes at dispatch; whatever comes
/// in becomes one of these, never an exception.
/// </summary>
internal abstract record InboundEvent;

/// <summary>Somebody posted something, in a group or to the bot alone.</summary>
internal sealed record MessageReceived(
    InboundChat Chat,
    InboundSender Sender,
    string MessageId,
    string? Text,
    IReadOnlyList<InboundAttachment> Attachments,
    InboundReply? ReplyTo,
    InboundCommand? Command,
    string? AlbumId,
    string? ThreadId,
    Instant SentAt
) : InboundEvent
{
    /// <summary>True where only the bot reads it.</summary>
    public bool Private => Chat.Kind == ChatKind.Private;
}

/// <summary>A message got another text.</summary>
internal sealed record MessageEdited(
    InboundChat Chat,
    InboundSender Sender,
    string MessageId,
    string? Text,
    IReadOnlyList<InboundAttachment> Attachments,
    Instant EditedAt
) : InboundEvent;

/// <summary>
/// How the platform told of a joining or leaving. An administrator bot is told twice, by the change of status and by the
/// notice in the group: where the bot is administrator, only the change counts.
/// </summary>
internal enum ToldBy
{
    StatusChange,
    Notice,
}

/// <summary>People came into a group.</summary>
internal sealed record Joined(
    InboundChat Chat,
    IReadOnlyList<InboundSender> Accounts,
    string? InviteName,
    ToldBy ToldBy,
    Instant At
) : InboundEvent;

/// <summary>Somebody went out of a group; <paramref name="Removed"/> where somebody else put them out.</summary>
internal sealed record Left(InboundChat Chat, InboundSender Account, bool Removed, ToldBy ToldBy, Instant At)
    : InboundEvent;

/// <summary>The bot's own place in a chat changed; the rights are those that it still lacks for its work.</summary>
internal sealed record BotStatusChanged(
    InboundChat Chat,
    InboundSender By,
    BotStanding Standing,
    IReadOnlyList<string> LackingRights,
    Instant At
) : InboundEvent;

/// <summary>A group goes on under another id.</summary>
internal sealed record ChatMigrated(string FromChatId, string ToChatId, string? Title, Instant At) : InboundEvent;

/// <summary>Somebody asks to bind this group with a one-time token.</summary>
internal sealed record BindCommand(InboundChat Chat, InboundSender By, string Token, string MessageId, Instant At)
    : InboundEvent;

/// <summary>Somebody opened the private chat; the payload comes from the link that brought them.</summary>
internal sealed record StartCommand(InboundChat Chat, InboundSender By, string? Payload, string MessageId, Instant At)
    : InboundEvent;

/// <summary>Somebody tapped a choice under a message of ours.</summary>
internal sealed record ChoiceTapped(
    InboundChat Chat,
    InboundSender By,
    string TapId,
    string MessageId,
    DeliveryId Delivery,
    int Index
) : InboundEvent;

/// <summary>Something that the platform tells twice or that changes nothing for us.</summary>
internal sealed record NothingToDo(string Kind) : InboundEvent;

/// <summary>Something that the product knows of and does not handle yet.</summary>
internal sealed record NotHandledYet(string Kind) : InboundEvent;

/// <summary>Bytes that cannot be read as what the platform documents; the reason quotes nothing of them.</summary>
internal sealed record Unreadable(string Reason) : InboundEvent;
