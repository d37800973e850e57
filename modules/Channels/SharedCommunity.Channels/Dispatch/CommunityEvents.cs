using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Inbound;
using SharedCommunity.Channels.Notices;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Dispatch;

/// <summary>What events mean for the community that their lanes belong to. A batch costs a fixed number of statements.</summary>
internal sealed class CommunityEvents(NoticeBoard notices)
{
    /// <summary>Does it all; what platforms are to be told of taps once this has committed comes back.</summary>
    public async Task<IReadOnlyList<TapReply>> Work(
        CommunityId community,
        IReadOnlyList<LaneEvent> events,
        UnitOfWork unit,
        CancellationToken ct
    )
    {
        var channels = await CommunityChannels.On(events.Select(e => e.Connection), unit, ct);
        var accounts = await Accounts.Of(community, [.. events.SelectMany(People)], unit, ct);
        var effects = new Effects();
        var posts = new Posts(community, channels, accounts);
        var taps = new Taps(community);
        HashSet<ChannelAccountId> newWriters = [];
        HashSet<(ConnectionId, string)> elsewhere = [];
        foreach (var e in events)
        {
            // The rest of a lane whose person chose another community is that one's: the next look finds it there.
            if (elsewhere.Contains((e.Connection, e.Chat)))
                continue;
            switch (e.Event)
            {
                case MessageReceived m:
                    posts.Add(e, m, effects);
                    if (m.Private && !accounts.WasTold(e.Connection, m.Sender.AccountId))
                        newWriters.Add(accounts[e.Connection, m.Sender.AccountId]);
                    if (m is { Private: true, Sender.Kind: SenderKind.Person })
                        taps.Add(e, accounts[e.Connection, m.Sender.AccountId], m.Text);
                    break;
                case ChoiceTapped tap:
                    taps.Add(e, tap);
                    break;
                case Inbound.MessageEdited m:
                    posts.Edit(e, m, effects);
                    break;
                case StartCommand { Payload: { } slug } s when await StartLink.Choose(e, s.By, slug, unit, ct):
                    unit.Wake("journal");
                    elsewhere.Add((e.Connection, e.Chat));
                    break;
                case StartCommand s:
                    if (!accounts.WasTold(e.Connection, s.By.AccountId))
                        newWriters.Add(accounts[e.Connection, s.By.AccountId]);
                    effects.Done(e);
                    break;
                default:
                    await Other(community, e, channels, accounts, effects, unit, ct);
                    break;
            }
        }
        await taps.Count(effects, unit, ct);
        await posts.Write(taps, unit, ct);
        await notices.TellNewWriters(community, [.. newWriters], unit, ct);
        await effects.Close(unit, ct);
        return taps.Replies;
    }

    private static async Task Other(
        CommunityId community,
        LaneEvent e,
        CommunityChannels channels,
        Accounts accounts,
        Effects effects,
        UnitOfWork unit,
        CancellationToken ct
    )
    {
        switch (e.Event)
        {
            // An administrator bot is told of the change itself; the notice would count it again.
            case Joined { ToldBy: ToldBy.Notice }
            or Left { ToldBy: ToldBy.Notice }
                when channels.Group(e.Connection, e.Chat)?.Standing == BotStanding.Administrator:
                effects.Nothing(e, "nothing_to_do: notice");
                break;
            case Joined j when channels.Of(e.Connection, j.Chat) is { } channel:
                foreach (var person in j.Accounts.Where(a => a.Kind == SenderKind.Person))
                    unit.Announce(
                        new AccountJoined(
                            community,
                            channel.Id,
                            accounts[e.Connection, person.AccountId],
                            person.Name,
                            j.At
                        )
                    );
                effects.Done(e);
                break;
            case Left { Account.Kind: SenderKind.Person } l when channels.Of(e.Connection, l.Chat) is { } channel:
                unit.Announce(
                    new AccountLeft(community, channel.Id, accounts[e.Connection, l.Account.AccountId], l.At)
                );
                effects.Done(e);
                break;
            case BotStatusChanged { Chat.Kind: ChatKind.Private } b:
                await Blocked(e, b, accounts, unit, ct);
                effects.Done(e);
                break;
            case BotStatusChanged b when channels.Group(e.Connection, e.Chat) is { } channel:
                var group = await unit.Db.Set<Channel>().SingleAsync(c => c.Id == channel.Id, ct);
                group.BotIs(b.Standing, b.LackingRights);
                group.Title = b.Chat.Title ?? group.Title;
                unit.Changed(community, "settings");
                effects.Done(e);
                break;
            case ChatMigrated m:
                await unit.Call(
                    "channels.chat_migrate",
                    [e.Connection.Value, m.FromChatId, m.ToChatId],
                    row => row.GetBoolean(0),
                    ct
                );
                unit.Changed(community, "settings");
                effects.Done(e);
                break;
            // A bound group is never bound anew by itself.
            case BindCommand:
                effects.Nothing(e, "refused: bound_already");
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
                effects.Nothing(e, "nothing_to_do: no_channel");
                break;
        }
    }

    /// <summary>The people whose accounts the event needs; programs and group names have none.</summary>
    private static IEnumerable<(ConnectionId, InboundSender)> People(LaneEvent e)
    {
        IEnumerable<InboundSender> senders = e.Event switch
        {
            MessageReceived m => [m.Sender],
            Inbound.MessageEdited { Chat.Kind: ChatKind.Private } m => [m.Sender],
            StartCommand s => [s.By],
            Joined j => j.Accounts,
            Left l => [l.Account],
            BotStatusChanged { Chat.Kind: ChatKind.Private } b => [b.By],
            _ => [],
        };
        return senders.Where(s => s.Kind == SenderKind.Person).Select(s => (e.Connection, s));
    }

    private static Task Blocked(
        LaneEvent e,
        BotStatusChanged change,
        Accounts accounts,
        UnitOfWork unit,
        CancellationToken ct
    ) =>
        change.By.Kind != SenderKind.Person
            ? Task.CompletedTask
            : unit.Execute(
                "update channels.channel_accounts set unreachable_code = $2 where id = $1",
                [
                    accounts[e.Connection, change.By.AccountId].Value,
                    UnitOfWork.Typed(
                        NpgsqlTypes.NpgsqlDbType.Text,
                        change.Standing == BotStanding.Removed ? "blocked" : null
                    ),
                ],
                ct
            );
}
