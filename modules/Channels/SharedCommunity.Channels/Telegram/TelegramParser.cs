using System.Globalization;
using System.Text.Json;
using NodaTime;
using SharedCommunity.Channels.Inbound;
using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace SharedCommunity.Channels.Telegram;

/// <summary>The bot for which an update came: needed to tell its own name and messages from others.</summary>
internal sealed record TelegramBotIdentity(long Id, string? Username);

/// <summary>
/// Turns the raw bytes of an update into one neutral event. It never throws: what it cannot read becomes
/// <see cref="Unreadable"/>, what it knows and does not serve <see cref="NotHandledYet"/>.
/// </summary>
internal static partial class TelegramParser
{
    private const long GroupAnonymousBot = 1087968824;

    // The account in whose name linked channels' posts are forwarded into their discussion group.
    private const long TelegramItself = 777000;

    /// <summary>Reads one update.</summary>
    public static InboundEvent Parse(ReadOnlySpan<byte> raw, TelegramBotIdentity bot)
    {
        try
        {
            return JsonSerializer.Deserialize<Update>(raw, JsonBotAPI.Options) is { } update
                ? Read(update, bot)
                : new Unreadable("null");
        }
        // Anything may be in there: a date out of range, a number too long, a broken surrogate.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new Unreadable(e.GetType().Name);
        }
    }

    private static InboundEvent Read(Update update, TelegramBotIdentity bot) =>
        update switch
        {
            { Message: { } message } => ReadMessage(message, bot),
            { EditedMessage: { } edited } => ReadEdit(edited, bot),
            { ChatMember: { } change } => ReadMemberChange(change, bot),
            { MyChatMember: { } change } => ReadBotChange(change),
            // Channels have no members who could ask: what is posted there is not for the queue.
            { ChannelPost: not null } => new NotHandledYet("channel_post"),
            { EditedChannelPost: not null } => new NotHandledYet("edited_channel_post"),
            { CallbackQuery: { } tap } => ReadTap(tap),
            { ChatJoinRequest: not null } => new NotHandledYet("chat_join_request"),
            { MessageReaction: not null } => new NotHandledYet("message_reaction"),
            { MessageReactionCount: not null } => new NotHandledYet("message_reaction_count"),
            { Poll: not null } => new NotHandledYet("poll"),
            { PollAnswer: not null } => new NotHandledYet("poll_answer"),
            { Type: UpdateType.Unknown } => new NotHandledYet("unknown"),
            _ => new NotHandledYet(JsonNamingPolicy.SnakeCaseLower.ConvertName(update.Type.ToString())),
        };

    private static InboundEvent ReadMessage(Message message, TelegramBotIdentity bot)
    {
        if (message.Chat is null)
            return new Unreadable("message without chat");
        var at = At(message.Date);
        var chat = ChatOf(message.Chat);
        if (message.MigrateToChatId is { } to)
            return new ChatMigrated(chat.Id, Text(to), chat.Title, at);
        if (message.MigrateFromChatId is { } from)
            return new ChatMigrated(Text(from), chat.Id, chat.Title, at);
        if (message.NewChatMembers is { } came)
        {
            var accounts = came.Where(u => u is not null && u.Id != bot.Id).Select(SenderOf).ToList();
            return accounts.Count == 0
                ? new NothingToDo("own_join_notice")
                : new Joined(chat, accounts, null, ToldBy.Notice, at);
        }
        if (message.LeftChatMember is { } went)
            return went.Id == bot.Id
                ? new NothingToDo("own_leave_notice")
                : new Left(
                    chat,
                    SenderOf(went),
                    Removed: message.From is { } by && by.Id != went.Id,
                    ToldBy.Notice,
                    at
                );
        if (SenderOf(message) is not { } sender)
            return new Unreadable("message without sender");

        var text = Clean(message.Text ?? message.Caption);
        var attachments = AttachmentsOf(message);
        if (text is null && attachments.Count == 0)
            return new NotHandledYet(JsonNamingPolicy.SnakeCaseLower.ConvertName(message.Type.ToString()));
        var id = Text(message.Id);
        var command = CommandOf(message, text, bot);
        switch (command)
        {
            case { Name: "bind" or "start", Argument: { } token } when chat.Kind == ChatKind.Group:
                return new BindCommand(chat, sender, token, id, at);
            case { Name: "start" } when chat.Kind == ChatKind.Private:
                return new StartCommand(chat, sender, command.Argument, id, at);
        }
        return new MessageReceived(
            chat,
            sender,
            id,
            text,
            attachments,
            ReplyOf(message, bot),
            command,
            message.MediaGroupId,
            message.MessageThreadId is { } thread ? Text(thread) : null,
            at
        );
    }

    private static InboundEvent ReadEdit(Message message, TelegramBotIdentity bot)
    {
        if (message.Chat is null)
            return new Unreadable("message without chat");
        if (SenderOf(message) is not { } sender)
            return new Unreadable("message without sender");
        var text = Clean(message.Text ?? message.Caption);
        var attachments = AttachmentsOf(message);
        // A live location "edits" its message every few seconds.
        if (text is null && attachments.Count == 0)
            return new NotHandledYet("edited_" + JsonNamingPolicy.SnakeCaseLower.ConvertName(message.Type.ToString()));
        return new MessageEdited(
            ChatOf(message.Chat),
            sender,
            Text(message.Id),
            text,
            attachments,
            At(message.EditDate ?? message.Date)
        );
    }

    /// <summary>A button under a message; those of inline messages, of games or of other software are none of ours.</summary>
    private static InboundEvent ReadTap(CallbackQuery tap)
    {
        if (TelegramCallback.Read(tap.Data) is not { } choice || tap.Message is null)
            return new NothingToDo("foreign_button");
        if (tap.From is null || tap.Message.Chat is null || string.IsNullOrEmpty(tap.Id))
            return new Unreadable("callback_query without sender or chat");
        return new ChoiceTapped(
            ChatOf(tap.Message.Chat),
            SenderOf(tap.From),
            tap.Id,
            Text(tap.Message.Id),
            choice.Delivery,
            choice.Index
        );
    }

    private static InboundChat ChatOf(Chat chat) =>
        new(
            Text(chat.Id),
            chat.Type switch
            {
                ChatType.Private => ChatKind.Private,
                ChatType.Channel => ChatKind.Broadcast,
                _ => ChatKind.Group,
            },
            Clean(chat.Title)
        );

    private static InboundSender? SenderOf(Message message)
    {
        if (message.SenderChat is { } behind)
        {
            // The group itself, or a channel: neither of them is somebody who can become a member.
            var hidden = behind.Id == message.Chat.Id && message.From?.Id is null or GroupAnonymousBot;
            return new InboundSender(
                Text(behind.Id),
                Clean(behind.Title) ?? "",
                behind.Username,
                null,
                hidden ? SenderKind.AnonymousAdministrator : SenderKind.Channel
            );
        }
        return message.From is { } from ? SenderOf(from) : null;
    }

    private static InboundSender SenderOf(User user) =>
        new(
            Text(user.Id),
            Clean(user.LastName is null ? user.FirstName : $"{user.FirstName} {user.LastName}") ?? "",
            user.Username,
            user.LanguageCode,
            user.Id switch
            {
                GroupAnonymousBot => SenderKind.AnonymousAdministrator,
                TelegramItself => SenderKind.Channel,
                _ => user.IsBot ? SenderKind.Bot : SenderKind.Person,
            }
        );

    private static InboundReply? ReplyOf(Message message, TelegramBotIdentity bot)
    {
        if (message.ReplyToMessage is not { } to)
            return null;
        // In a topic every message "replies" to the topic's first one; only other replies are meant.
        if (message.IsTopicMessage && to.Id == message.MessageThreadId)
            return null;
        var sender = SenderOf(to);
        var target = sender switch
        {
            null => ReplyTarget.Unknown,
            _ when to.From?.Id == bot.Id => ReplyTarget.OurBot,
            { Kind: SenderKind.Bot } => ReplyTarget.OtherBot,
            { Kind: SenderKind.Channel } => ReplyTarget.Channel,
            _ => ReplyTarget.Person,
        };
        return new InboundReply(Text(to.Id), target, sender?.AccountId);
    }

    /// <summary>A command counts when it stands first and is addressed to us or to nobody.</summary>
    private static InboundCommand? CommandOf(Message message, string? text, TelegramBotIdentity bot)
    {
        var entities = message.Entities ?? message.CaptionEntities;
        if (
            text is not ['/', ..]
            || entities?.FirstOrDefault(e => e.Type == MessageEntityType.BotCommand && e.Offset == 0) is not { } entity
            || entity.Length < 2
            || entity.Length > text.Length
        )
            return null;
        var name = text[1..entity.Length];
        if (name.IndexOf('@', StringComparison.Ordinal) is var at and >= 0)
        {
            if (!name[(at + 1)..].Equals(bot.Username, StringComparison.OrdinalIgnoreCase))
                return null;
            name = name[..at];
        }
        var argument = text[entity.Length..].Trim();
        return new InboundCommand(name.ToLowerInvariant(), argument.Length == 0 ? null : argument);
    }

    // PostgreSQL refuses U+0000 in a text.
    private static string? Clean(string? text)
    {
        if (text is null)
            return null;
        if (text.Contains('\0', StringComparison.Ordinal))
            text = text.Replace("\0", "", StringComparison.Ordinal);
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    private static Instant At(DateTime date) => Instant.FromDateTimeUtc(DateTime.SpecifyKind(date, DateTimeKind.Utc));

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
