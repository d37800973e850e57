using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Deliveries;
using SharedCommunity.Channels.Inbound;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Dispatch;

/// <summary>
/// The choices of a batch, tapped or typed. One counts where the right person makes it for the first time; whatever else
/// comes back from a button is handled without effect.
/// </summary>
internal sealed class Taps(CommunityId community)
{
    // Somebody who says "yes" weeks later answers something else.
    private static readonly Duration TypedWithin = Duration.FromDays(14);

    private readonly List<(LaneEvent Event, ChoiceTapped Tap)> _tapped = [];
    private readonly Dictionary<ChannelAccountId, (LaneEvent Event, string Text)> _typed = [];
    private readonly HashSet<ChannelAccountId> _wrote = [];
    private readonly Dictionary<long, Delivery> _answers = [];

    /// <summary>What the platform is to be told once this has committed.</summary>
    public List<TapReply> Replies { get; } = [];

    /// <summary>What the message of this event answered, where it was the answer to a choice.</summary>
    public Delivery? Answered(LaneEvent e) => _answers.GetValueOrDefault(e.JournalId);

    /// <summary>Somebody tapped a button.</summary>
    public void Add(LaneEvent e, ChoiceTapped tap) => _tapped.Add((e, tap));

    /// <summary>Somebody wrote on the private line; only the first that they write after a question can be its answer.</summary>
    public void Add(LaneEvent e, ChannelAccountId writer, string? text)
    {
        if (_wrote.Add(writer) && text is { Length: > 0 and <= DeliveryChoice.MostLabel + 8 })
            _typed[writer] = (e, text);
    }

    /// <summary>Makes those count that do, and announces them.</summary>
    public async Task Count(Effects effects, UnitOfWork unit, CancellationToken ct)
    {
        if (_tapped.Count > 0)
            await CountTapped(effects, unit, ct);
        if (_typed.Count > 0)
            await CountTyped(unit, ct);
    }

    private async Task CountTapped(Effects effects, UnitOfWork unit, CancellationToken ct)
    {
        Guid[] asked = [.. _tapped.Select(t => t.Tap.Delivery.Value).Distinct()];
        var deliveries = await Locked(asked, unit, ct);
        var choosers = await Choosers(asked, unit, ct);
        foreach (var (e, tap) in _tapped)
        {
            if (!deliveries.TryGetValue(tap.Delivery, out var delivery))
            {
                await Elsewhere(e, tap, effects, unit, ct);
                continue;
            }
            if (
                !choosers.TryGetValue(tap.Delivery, out var chooser)
                || (chooser.Connection, chooser.PlatformAccount) != (e.Connection, tap.By.AccountId)
            )
            {
                effects.Nothing(e, "refused: not_asked");
                Replies.Add(new TapReply(e.Connection, tap, null, null));
                continue;
            }
            var value = delivery.Choose(tap.Index, e.ReceivedAt);
            Replies.Add(TapReply.Of(e.Connection, tap, delivery, counted: value is not null));
            if (value is null)
            {
                effects.Nothing(e, "nothing_to_do: chosen_before");
                continue;
            }
            unit.Announce(new ChoiceMade(community, delivery.Id, chooser.Account, value, e.ReceivedAt));
            effects.Done(e);
        }
    }

    /// <summary>
    /// A person who writes to several communities on one bot taps under a message of another one than their line belongs
    /// to now: the event goes there.
    /// </summary>
    public static async Task Elsewhere(
        LaneEvent e,
        ChoiceTapped tap,
        Effects effects,
        UnitOfWork unit,
        CancellationToken ct
    )
    {
        var moved = await unit.Call(
            "channels.tap_elsewhere",
            [e.JournalId, tap.Delivery.Value],
            row => row.GetBoolean(0),
            ct
        );
        if (moved is [true])
            unit.Wake("journal");
        else
            effects.Nothing(e, "nothing_to_do: no_delivery");
    }

    private async Task CountTyped(UnitOfWork unit, CancellationToken ct)
    {
        // The question must be the last thing that was said: what comes after other words is a message like any other.
        var open = await unit.Query(
            """
            select distinct on (d.to_account_id) d.id, d.to_account_id
            from channels.deliveries d
            where d.to_account_id = any ($1) and d.choices is not null and d.sent_at > $2 and d.state = 'Sent'
                and not exists (select from channels.messages asked
                    join channels.messages m on m.channel_id = asked.channel_id
                        and m.conversation_id = asked.conversation_id and m.id > asked.id
                    where asked.delivery_id = d.id)
            order by d.to_account_id, d.sent_at desc
            """,
            [_typed.Keys.Select(a => a.Value).ToArray(), unit.Now - TypedWithin],
            row => (Id: row.GetGuid(0), Account: ChannelAccountId.From(row.GetGuid(1))),
            ct
        );
        if (open.Count == 0)
            return;
        var deliveries = await Locked([.. open.Select(o => o.Id)], unit, ct);
        foreach (var (id, account) in open)
        {
            var (e, text) = _typed[account];
            var delivery = deliveries[DeliveryId.From(id)];
            if (
                delivery.Offered()?.Typed(text) is not { } index
                || delivery.Choose(index, e.ReceivedAt) is not { } value
            )
                continue;
            unit.Announce(new ChoiceMade(community, delivery.Id, account, value, e.ReceivedAt));
            _answers[e.JournalId] = delivery;
        }
    }

    // Two lanes may hold taps of one delivery in a group: the first to lock it decides.
    private static Task<Dictionary<DeliveryId, Delivery>> Locked(Guid[] ids, UnitOfWork unit, CancellationToken ct) =>
        unit
            .Db.Set<Delivery>()
            .FromSql(
                $"select * from channels.deliveries where id = any ({ids}) and choices is not null order by id for update"
            )
            .ToDictionaryAsync(d => d.Id, ct);

    /// <summary>Who may choose: whom it was sent to; in a group, the writer of the message that it replies to.</summary>
    private static async Task<Dictionary<DeliveryId, Chooser>> Choosers(
        Guid[] ids,
        UnitOfWork unit,
        CancellationToken ct
    ) =>
        (
            await unit.Query(
                """
                select d.id, a.id, a.connection_id, a.account
                from channels.deliveries d
                left join channels.messages m on m.id = d.reply_to and d.to_account_id is null
                join channels.channel_accounts a on a.id = coalesce(d.to_account_id, m.channel_account_id)
                where d.id = any ($1)
                """,
                [ids],
                row =>
                    (
                        DeliveryId.From(row.GetGuid(0)),
                        new Chooser(
                            ChannelAccountId.From(row.GetGuid(1)),
                            ConnectionId.From(row.GetGuid(2)),
                            row.GetString(3)
                        )
                    ),
                ct
            )
        ).ToDictionary(c => c.Item1, c => c.Item2);

    private sealed record Chooser(ChannelAccountId Account, ConnectionId Connection, string PlatformAccount);
}
