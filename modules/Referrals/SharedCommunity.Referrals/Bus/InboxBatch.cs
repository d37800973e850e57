using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Bus;

/// <summary>
/// What a batch of messages needs of the database, read at once before and written at once after, whatever their number.
/// </summary>
internal sealed class InboxBatch
{
    private readonly List<HeldMessage> _held;
    private readonly List<HeldMessage> _done = [];
    private readonly Dictionary<Guid, Referral> _referrals;
    private readonly Dictionary<(string From, Guid Loop, int Sequence), Guid> _numbers = [];
    private readonly Dictionary<(string From, Guid Id), (Guid Loop, int Sequence)> _ids = [];
    private readonly List<ReferralMessage> _noted = [];
    private readonly List<Referral> _begun = [];
    private readonly HashSet<Referral> _changed = [];
    private readonly HashSet<Referral> _toAcknowledge = [];
    private readonly HashSet<Referral> _heard = [];
    private readonly List<Referral> _toErase = [];
    private readonly List<ReferralMessage> _early = [];

    private InboxBatch(Dictionary<Guid, Referral> referrals, List<HeldMessage> held) =>
        (_referrals, _held) = (referrals, held);

    /// <summary>The lines of histories that are to be written.</summary>
    public List<ReferralEvent> Lines { get; } = [];

    /// <summary>The referrals of which the other side is to learn how much was taken.</summary>
    public IReadOnlyCollection<Referral> ToAcknowledge => _toAcknowledge;

    public static async Task<InboxBatch> Open(IReadOnlyList<Said> said, UnitOfWork unit, CancellationToken ct)
    {
        Guid[] loops =
        [
            .. said.SelectMany(one =>
                    (one.Body.Also ?? []).Select(also => also.ReferralId).Append(one.Message.ReferralId)
                )
                .Distinct(),
        ];
        // Two hosts may hold messages of one referral, and its row may not exist yet. Always in one order.
        await unit.Query(
            """
            select pg_advisory_xact_lock(key) from (
                select distinct hashtextextended($1 || ':' || slug, 5) as key from unnest($2) slug order by 1) keys
            """,
            [unit.Agency.ToString(), said.Select(one => one.Message.From).Distinct().ToArray()],
            _ => 0,
            ct
        );
        // Staff may be at the same row.
        var referrals = await unit
            .Db.Set<Referral>()
            .FromSql($"select * from referrals.referrals where loop_id = any({loops}) order by id for update")
            .AsNoTracking()
            .ToListAsync(ct);
        ReferralId[] ids = [.. loops.Select(ReferralId.From)];
        var held = await unit.Db.Set<HeldMessage>().Where(one => ids.Contains(one.LoopId)).ToListAsync(ct);
        var batch = new InboxBatch(
            referrals.GroupBy(one => one.LoopId.Value).ToDictionary(group => group.Key, group => group.First()),
            held
        );
        // The id of one that waits may have been used meanwhile.
        ReferralMessage[] numbered =
        [
            .. said.Select(one => one.Message).Where(message => message.Sequence > 0),
            .. held.Select(MessageOf),
        ];
        if (numbered.Length > 0)
            await batch.ReadNumbers(numbered, unit, ct);
        return batch;
    }

    /// <summary>The agency's side of a referral; null where it has none.</summary>
    public Referral? Of(Guid loop) => _referrals.GetValueOrDefault(loop);

    /// <summary>A referral comes in.</summary>
    public void Begin(Referral referral)
    {
        _begun.Add(referral);
        _referrals[referral.LoopId.Value] = referral;
    }

    /// <summary>A side has gone on.</summary>
    public void Change(Referral referral) => _changed.Add(referral);

    /// <summary>The consent under it has ended: what was shared is not kept.</summary>
    public void Erase(Referral referral) => _toErase.Add(referral);

    /// <summary>Whether its id, or its place in the order, was another message's before.</summary>
    public bool WasUsed(ReferralMessage message) =>
        message.Sequence > 0
        && (
            (_numbers.TryGetValue((message.From, message.ReferralId, message.Sequence), out var id) && id != message.Id)
            || (
                _ids.TryGetValue((message.From, message.Id), out var place)
                && place != (message.ReferralId, message.Sequence)
            )
        );

    /// <summary>It has had its turn.</summary>
    public void Note(ReferralMessage message)
    {
        _numbers[(message.From, message.ReferralId, message.Sequence)] = message.Id;
        _ids[(message.From, message.Id)] = (message.ReferralId, message.Sequence);
        _noted.Add(message);
    }

    /// <summary>The other side is told how much was taken.</summary>
    public void Acknowledge(Referral referral) => _toAcknowledge.Add(referral);

    /// <summary>The other side has acknowledged more than before.</summary>
    public void Heard(Referral referral)
    {
        _heard.Add(referral);
        _changed.Add(referral);
    }

    /// <summary>It came before its turn.</summary>
    public void Hold(ReferralMessage message)
    {
        if (message.Sequence > 0)
            _early.Add(message);
    }

    /// <summary>The message whose turn it is now, if it came before; it waits no longer.</summary>
    public Said? NextHeld(Referral referral)
    {
        var (sequence, loop, from) = (referral.Taken + 1, referral.LoopId, referral.OtherSlug);
        if (
            _early.Find(one => one.Sequence == sequence && one.ReferralId == loop.Value && one.From == from) is
            { } early
        )
        {
            _early.Remove(early);
            return new(early, Wire.BodyOf(early));
        }
        if (_held.Find(one => one.Sequence == sequence && one.LoopId == loop && one.FromSlug == from) is not { } held)
            return null;
        _held.Remove(held);
        _done.Add(held);
        var message = MessageOf(held);
        return new(message, Wire.BodyOf(message));
    }

    /// <summary>Writes what came of it.</summary>
    public async Task Close(UnitOfWork unit, CancellationToken ct)
    {
        await unit.InsertAll(_begun, ct: ct);
        _changed.ExceptWith(_begun);
        await unit.UpdateAll(_changed, Referral.ChangedByMessages, ct);
        await unit.InsertAll(Lines, ct: ct);
        foreach (var message in _early)
            await Keep(message, unit, ct);
        unit.Db.RemoveRange(_done.Concat(_held.Where(one => Of(one.LoopId.Value)?.Taken >= one.Sequence)));
        if (_noted.Count > 0)
            await unit.Call(
                "referrals.inbox_add",
                [
                    _noted.Select(one => one.From).ToArray(),
                    _noted.Select(one => one.ReferralId).ToArray(),
                    _noted.Select(one => one.Sequence).ToArray(),
                    _noted.Select(one => one.Id).ToArray(),
                    unit.Now,
                ],
                _ => 0,
                ct
            );
        if (_heard.Count > 0)
            await unit.Call(
                "referrals.outbox_acknowledged",
                [
                    _heard.Select(one => one.OwnSlug).ToArray(),
                    _heard.Select(one => one.LoopId.Value).ToArray(),
                    _heard.Select(one => one.Heard).ToArray(),
                    unit.Now,
                ],
                _ => 0,
                ct
            );
        foreach (var referral in _toErase)
            await Particulars.Erase(referral, unit, ct);
    }

    private async Task ReadNumbers(IReadOnlyList<ReferralMessage> messages, UnitOfWork unit, CancellationToken ct)
    {
        var known = await unit.Call(
            "referrals.inbox_known",
            [
                messages.Select(one => one.From).ToArray(),
                messages.Select(one => one.ReferralId).ToArray(),
                messages.Select(one => one.Sequence).ToArray(),
                messages.Select(one => one.Id).ToArray(),
            ],
            row => (From: row.GetString(0), Loop: row.GetGuid(1), Sequence: row.GetInt32(2), Id: row.GetGuid(3)),
            ct
        );
        foreach (var (from, loop, sequence, id) in known)
        {
            _numbers[(from, loop, sequence)] = id;
            _ids[(from, id)] = (loop, sequence);
        }
    }

    private static ReferralMessage MessageOf(HeldMessage held) =>
        JsonSerializer.Deserialize<ReferralMessage>(held.Message, KernelJson.Options)!;

    private static Task<int> Keep(ReferralMessage message, UnitOfWork unit, CancellationToken ct) =>
        unit.Execute(
            """
            insert into referrals.held_messages (agency_id, from_slug, loop_id, sequence, message, held_at)
            values ($1, $2, $3, $4, $5, $6) on conflict do nothing
            """,
            [
                unit.Agency.Value,
                message.From,
                message.ReferralId,
                message.Sequence,
                UnitOfWork.Typed(NpgsqlDbType.Jsonb, Inbox.Written(message)),
                unit.Now,
            ],
            ct
        );
}
