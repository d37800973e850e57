using System.Text.Json;
using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Inbound;
using SharedCommunity.Channels.Messages;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Dispatch;

/// <summary>The messages and edits of a batch, written with a few statements and announced.</summary>
internal sealed class Posts(CommunityId community, CommunityChannels channels, Accounts accounts)
{
    private readonly List<Posted> _posted = [];
    private readonly Dictionary<Key, Edited> _edits = [];

    private readonly record struct Key(ChannelId Channel, ChannelAccountId? Conversation, string PlatformId);

    private sealed record Posted(
        MessageId Id,
        Key Key,
        ChannelAccountId? Writer,
        MessageReceived Received,
        LaneEvent Event
    );

    private sealed record Edited(string Text, Instant At);

    /// <summary>Somebody posted something.</summary>
    public void Add(LaneEvent e, MessageReceived m, Effects effects)
    {
        if (channels.Of(e.Connection, m.Chat) is not { } channel)
        {
            effects.Nothing(e, "nothing_to_do: no_channel");
            return;
        }
        ChannelAccountId? writer =
            m.Sender.Kind == SenderKind.Person ? accounts[e.Connection, m.Sender.AccountId] : null;
        if (m.Private && writer is null)
        {
            effects.Nothing(e, "nothing_to_do: no_person");
            return;
        }
        _posted.Add(
            new Posted(MessageId.New(), new Key(channel.Id, m.Private ? writer : null, m.MessageId), writer, m, e)
        );
        effects.Done(e);
    }

    /// <summary>Somebody changed what they had posted; of several changes the last counts.</summary>
    public void Edit(LaneEvent e, Inbound.MessageEdited m, Effects effects)
    {
        if (
            channels.Of(e.Connection, m.Chat) is not { } channel
            || (m.Chat.Kind == ChatKind.Private && !accounts.Has(e.Connection, m.Sender.AccountId))
        )
        {
            effects.Nothing(e, "nothing_to_do: no_channel");
            return;
        }
        ChannelAccountId? conversation =
            m.Chat.Kind == ChatKind.Private ? accounts[e.Connection, m.Sender.AccountId] : null;
        _edits[new Key(channel.Id, conversation, m.MessageId)] = new Edited(m.Text ?? "", m.EditedAt);
        effects.Done(e);
    }

    /// <summary>Writes them and announces what was really written.</summary>
    public async Task Write(Taps taps, UnitOfWork unit, CancellationToken ct)
    {
        if (_posted.Count > 0)
            await WritePosts(taps, unit, ct);
        if (_edits.Count > 0)
            await WriteEdits(unit, ct);
        if (_posted.Count + _edits.Count > 0)
            unit.Changed(community, "messages");
    }

    private async Task WritePosts(Taps taps, UnitOfWork unit, CancellationToken ct)
    {
        var answered = await Answered(unit, ct);
        var rows = _posted
            .Select(p => new Message
            {
                Id = p.Id,
                CommunityId = community,
                ChannelId = p.Key.Channel,
                ConversationId = p.Key.Conversation,
                ChannelAccountId = p.Writer,
                PlatformMessageId = p.Key.PlatformId,
                WriterName = p.Received.Sender.Name,
                Text = p.Received.Text ?? "",
                Attachment = p.Received.Attachments is [var first, ..]
                    ? JsonNamingPolicy.SnakeCaseLower.ConvertName(first.Kind.ToString())
                    : null,
                Attachments =
                    p.Received.Attachments.Count > 0
                        ? JsonSerializer.Serialize(p.Received.Attachments, KernelJson.Options)
                        : null,
                SentAt = p.Received.SentAt,
                Private = p.Received.Private,
                Placed = !p.Received.Private,
                StaysWithAgency = taps.Answered(p.Event) is { StaysWithAgency: true },
                ReplyTo = Reply(p) is { } key && answered.TryGetValue(key, out var to) ? to.Id : null,
            })
            .ToList();
        var written = await unit.InsertAll(rows, "on conflict do nothing", ct);
        HashSet<Guid>? kept = null;
        // The platform repeated a message under another event id: it is announced once.
        if (written < rows.Count)
            kept =
            [
                .. await unit.Query(
                    "select id from channels.messages where id = any ($1)",
                    [rows.Select(r => r.Id.Value).ToArray()],
                    row => row.GetGuid(0),
                    ct
                ),
            ];
        foreach (var p in _posted.Where(p => kept is null || kept.Contains(p.Id.Value)))
            Announce(p, answered, taps, unit);
    }

    private void Announce(Posted p, Dictionary<Key, (MessageId Id, bool Outgoing)> answered, Taps taps, UnitOfWork unit)
    {
        var toOurs = Reply(p) is { } key && answered.TryGetValue(key, out var to) ? to.Outgoing : (bool?)null;
        var target = p.Received.ReplyTo?.Target;
        var answer = taps.Answered(p.Event);
        unit.Announce(
            new MessagePosted(
                community,
                p.Id,
                p.Key.Channel,
                p.Writer ?? default,
                p.Received.Sender.Name,
                p.Received.Sender.LanguageHint,
                p.Received.Text ?? "",
                p.Received.Private,
                // Where the platform does not say whom it answers, what we know of the message decides.
                RepliesToPerson: target == ReplyTarget.Person || (target == ReplyTarget.Unknown && toOurs is false),
                RepliesToBot: target == ReplyTarget.OurBot || toOurs is true,
                p.Received.SentAt,
                ByStaff: p.Writer is null,
                p.Event.Bot.Username,
                AnswersChoice: answer is not null,
                AnswersFor: answer is { StaysWithAgency: true } ? answer.CustodyAgencyId : null
            )
        );
    }

    private static Key? Reply(Posted p) =>
        p.Received.ReplyTo is { } reply ? p.Key with { PlatformId = reply.MessageId } : null;

    /// <summary>The messages that those of the batch reply to: of the batch itself, or written before.</summary>
    private async Task<Dictionary<Key, (MessageId Id, bool Outgoing)>> Answered(UnitOfWork unit, CancellationToken ct)
    {
        Dictionary<Key, (MessageId, bool)> found = [];
        var asked = _posted.Select(Reply).OfType<Key>().Distinct().ToArray();
        if (asked.Length == 0)
            return found;
        var rows = await unit.Query(
            """
            select m.channel_id, m.conversation_id, m.platform_message_id, m.id, m.outgoing
            from unnest($1, $2, $3) as t (channel_id, conversation_id, platform_message_id)
            join channels.messages m on m.channel_id = t.channel_id
                and m.platform_message_id = t.platform_message_id
                and m.conversation_id is not distinct from t.conversation_id
            """,
            Columns(asked),
            row =>
                (
                    new Key(
                        ChannelId.From(row.GetGuid(0)),
                        row.IsDBNull(1) ? null : ChannelAccountId.From(row.GetGuid(1)),
                        row.GetString(2)
                    ),
                    (MessageId.From(row.GetGuid(3)), row.GetBoolean(4))
                ),
            ct
        );
        foreach (var (key, message) in rows)
            found[key] = message;
        foreach (var p in _posted)
            found.TryAdd(p.Key, (p.Id, false));
        return found;
    }

    private async Task WriteEdits(UnitOfWork unit, CancellationToken ct)
    {
        Key[] keys = [.. _edits.Keys];
        var edited = await unit.Query(
            """
            update channels.messages m set text = t.text, edited_at = t.edited_at
            from unnest($1, $2, $3, $4, $5) as t (channel_id, conversation_id, platform_message_id, text, edited_at)
            where m.channel_id = t.channel_id and m.platform_message_id = t.platform_message_id
                and m.conversation_id is not distinct from t.conversation_id
                and (m.edited_at is null or m.edited_at <= t.edited_at)
            returning m.id, m.text, m.edited_at
            """,
            [.. Columns(keys), keys.Select(k => _edits[k].Text).ToArray(), keys.Select(k => _edits[k].At).ToArray()],
            row => new Contracts.MessageEdited(
                community,
                MessageId.From(row.GetGuid(0)),
                row.GetString(1),
                row.GetFieldValue<Instant>(2)
            ),
            ct
        );
        foreach (var edit in edited)
            unit.Announce(edit);
    }

    private static object[] Columns(Key[] keys) =>
        [
            keys.Select(k => k.Channel.Value).ToArray(),
            keys.Select(k => k.Conversation?.Value).ToArray(),
            keys.Select(k => k.PlatformId).ToArray(),
        ];
}
