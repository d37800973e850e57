using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Channels.Binding;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Inbound;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Dispatch;

/// <summary>
/// What events mean that belong to no community yet: a group that asks to be bound or moves to another id, a person who
/// has not said which community is meant. Whatever else happens in an unbound group is nobody's business.
/// </summary>
internal static class OwnerEvents
{
    private static readonly Duration AskAgain = Duration.FromMinutes(10);

    public static async Task Work(
        AgencyId owner,
        IReadOnlyList<LaneEvent> events,
        UnitOfWork unit,
        CancellationToken ct
    )
    {
        var effects = new Effects();
        HashSet<(ConnectionId, string)> elsewhere = [];
        foreach (var e in events)
        {
            // After a move or a choice the rest of the lane belongs to a community: the next look finds it there.
            if (elsewhere.Contains((e.Connection, e.Chat)))
                continue;
            switch (e.Event)
            {
                case BindCommand b:
                    await Bind(e, b, effects, unit, ct);
                    break;
                case ChatMigrated m:
                    await unit.Call(
                        "channels.chat_migrate",
                        [e.Connection.Value, m.FromChatId, m.ToChatId],
                        row => row.GetBoolean(0),
                        ct
                    );
                    effects.Done(e);
                    elsewhere.Add((e.Connection, e.Chat));
                    break;
                case MessageReceived { Private: true, Sender.Kind: SenderKind.Person } m:
                    if (await Place(owner, e, m.Sender, m.Text, m.SentAt, effects, unit, ct))
                        elsewhere.Add((e.Connection, e.Chat));
                    break;
                // The community's own link names it. The event stays in its lane: the community works it.
                case StartCommand { By.Kind: SenderKind.Person, Payload: { } slug } s
                    when await StartLink.Choose(e, s.By, slug, unit, ct):
                    await Release(e, s.By, unit, ct);
                    unit.Wake("journal");
                    elsewhere.Add((e.Connection, e.Chat));
                    break;
                case StartCommand { By.Kind: SenderKind.Person } s:
                    if (await Place(owner, e, s.By, s.Payload, s.At, effects, unit, ct))
                        elsewhere.Add((e.Connection, e.Chat));
                    break;
                case ChoiceTapped tap:
                    await Taps.Elsewhere(e, tap, effects, unit, ct);
                    break;
                case NotHandledYet n:
                    effects.Nothing(e, $"not_handled_yet: {n.Kind}");
                    break;
                case Unreadable u:
                    effects.Nothing(e, $"unreadable: {u.Reason}");
                    break;
                case NothingToDo n:
                    effects.Nothing(e, $"nothing_to_do: {n.Kind}");
                    break;
                default:
                    effects.Nothing(e, "nothing_to_do: unbound");
                    break;
            }
        }
        await effects.Close(unit, ct);
    }

    private static async Task Bind(LaneEvent e, BindCommand b, Effects effects, UnitOfWork unit, CancellationToken ct)
    {
        if (b.Chat.Kind != ChatKind.Group)
        {
            effects.Nothing(e, "refused: bind_outside_group");
            return;
        }
        var asked = await unit.Call(
            "channels.link_by_hash",
            [BindToken.Hash(b.Token), e.Connection.Value, b.Chat.Id, b.Chat.Title ?? "", b.By.Name, unit.Now],
            row => CommunityId.From(row.GetGuid(0)),
            ct
        );
        if (asked is [var community])
        {
            effects.Done(e);
            unit.Changed(community, "settings");
        }
        else
            effects.Nothing(e, "refused: bind_token");
    }

    /// <summary>True when the person has just said which community is meant.</summary>
    private static async Task<bool> Place(
        AgencyId owner,
        LaneEvent e,
        InboundSender person,
        string? said,
        Instant at,
        Effects effects,
        UnitOfWork unit,
        CancellationToken ct
    )
    {
        var communities = await unit.Call("channels.communities_on", [e.Connection.Value], row => row.GetGuid(0), ct);
        if (communities.Count == 0)
        {
            effects.Nothing(e, "nothing_to_do: no_community");
            return false;
        }
        var choice = await unit
            .Db.Set<PrivateLineChoice>()
            .SingleOrDefaultAsync(c => c.ConnectionId == e.Connection && c.Account == person.AccountId, ct);
        if (choice is not null && Chosen(choice, communities, said) is { } chosen)
        {
            choice.CommunityId = CommunityId.From(chosen);
            choice.Question = QuestionState.Settled;
            effects.Nothing(e, "community_chosen");
            await Release(e, person, unit, ct);
            return true;
        }
        unit.Db.Add(
            new UnplacedEvent
            {
                JournalId = e.JournalId,
                AgencyId = owner,
                ConnectionId = e.Connection,
                Account = person.AccountId,
                WriterName = person.Name,
                SentAt = at,
            }
        );
        effects.Done(e);
        if (choice is null)
        {
            choice = new PrivateLineChoice
            {
                ConnectionId = e.Connection,
                AgencyId = owner,
                Account = person.AccountId,
            };
            unit.Db.Add(choice);
        }
        else if (choice.AskedAt + AskAgain > unit.Now)
            return false;
        (choice.CommunityId, choice.Offered) = (null, communities);
        (choice.AskedAt, choice.Question) = (unit.Now, QuestionState.Due);
        // Several messages may come in one batch: the next one must find the choice.
        await unit.Db.SaveChangesAsync(ct);
        unit.Wake("connections");
        return false;
    }

    private static Guid? Chosen(PrivateLineChoice choice, List<Guid> communities, string? said) =>
        int.TryParse(Digits(said?.Trim() ?? ""), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= 1
        && number <= choice.Offered.Count
        && communities.Contains(choice.Offered[number - 1])
            ? choice.Offered[number - 1]
            : null;

    // People answer in the digits of their language: ٢ is 2.
    private static string Digits(string text) =>
        string.Concat(
            text.Select(c =>
                char.IsDigit(c)
                    ? CharUnicodeInfo.GetDecimalDigitValue(c).ToString(CultureInfo.InvariantCulture)
                    : $"{c}"
            )
        );

    /// <summary>What the person wrote before goes back into the lane, and now finds its community.</summary>
    private static async Task Release(LaneEvent e, InboundSender person, UnitOfWork unit, CancellationToken ct)
    {
        await unit.Db.SaveChangesAsync(ct);
        var waiting = await unit
            .Db.Set<UnplacedEvent>()
            .Where(u => u.ConnectionId == e.Connection && u.Account == person.AccountId)
            .Select(u => u.JournalId)
            .ToArrayAsync(ct);
        if (waiting.Length == 0)
            return;
        await unit.Call("channels.journal_replay", [waiting], row => row.GetInt64(0), ct);
        unit.Wake("journal");
    }
}
