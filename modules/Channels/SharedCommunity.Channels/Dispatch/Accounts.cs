using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Inbound;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Dispatch;

/// <summary>The accounts of the people in a batch: known ones found, new ones written, changed names kept up.</summary>
internal sealed class Accounts
{
    private readonly Dictionary<(ConnectionId, string), Known> _all = [];

    private sealed record Known(ChannelAccountId Id, string Name, string? Language, bool Told);

    /// <summary>The account of somebody who is in the batch.</summary>
    public ChannelAccountId this[ConnectionId connection, string account] => _all[(connection, account)].Id;

    /// <summary>Whether this account was looked for in the batch.</summary>
    public bool Has(ConnectionId connection, string account) => _all.ContainsKey((connection, account));

    /// <summary>Whether the bot has told this person who reads and keeps what they write.</summary>
    public bool WasTold(ConnectionId connection, string account) => _all[(connection, account)].Told;

    /// <summary>Finds or writes the accounts of all people, a fixed number of statements for any number of them.</summary>
    public static async Task<Accounts> Of(
        CommunityId community,
        IReadOnlyList<(ConnectionId Connection, InboundSender Sender)> people,
        UnitOfWork unit,
        CancellationToken ct
    )
    {
        // Of several sightings of one person the last has the name that counts.
        Dictionary<(ConnectionId, string), InboundSender> seen = [];
        foreach (var (connection, sender) in people)
            seen[(connection, sender.AccountId)] = sender;
        var accounts = new Accounts();
        if (seen.Count == 0)
            return accounts;
        await accounts.Find([.. seen.Keys], unit, ct);

        var missing = seen.Where(s => !accounts._all.ContainsKey(s.Key))
            .Select(s => new ChannelAccount
            {
                Id = ChannelAccountId.New(),
                CommunityId = community,
                ConnectionId = s.Key.Item1,
                Account = s.Key.Item2,
                Name = s.Value.Name,
                Handle = s.Value.Handle,
                LanguageHint = s.Value.LanguageHint,
                FirstSeenAt = unit.Now,
            })
            // In one order everywhere: two batches that meet the same people must not wait for each other.
            .OrderBy(a => a.Account, StringComparer.Ordinal)
            .ToList();
        var written = await unit.InsertAll(
            missing,
            "on conflict (connection_id, account, community_id) do nothing",
            ct
        );
        foreach (var account in missing)
            accounts._all.TryAdd(
                (account.ConnectionId, account.Account),
                new Known(account.Id, account.Name, account.LanguageHint, false)
            );
        // Another lane of the same community wrote one of them first.
        if (written < missing.Count)
            await accounts.Find([.. missing.Select(m => (m.ConnectionId, m.Account))], unit, ct);
        await accounts.KeepUp(seen, unit, ct);
        return accounts;
    }

    private async Task Find((ConnectionId, string)[] keys, UnitOfWork unit, CancellationToken ct)
    {
        var rows = await unit.Query(
            """
            select a.connection_id, a.account, a.id, a.name, a.language_hint, a.told_at is not null
            from channels.channel_accounts a
            join unnest($1, $2) as t (connection_id, account)
                on t.connection_id = a.connection_id and t.account = a.account
            """,
            [keys.Select(k => k.Item1.Value).ToArray(), keys.Select(k => k.Item2).ToArray()],
            row =>
                (
                    (ConnectionId.From(row.GetGuid(0)), row.GetString(1)),
                    new Known(
                        ChannelAccountId.From(row.GetGuid(2)),
                        row.GetString(3),
                        row.IsDBNull(4) ? null : row.GetString(4),
                        row.GetBoolean(5)
                    )
                ),
            ct
        );
        foreach (var (key, known) in rows)
            _all[key] = known;
    }

    private async Task KeepUp(
        Dictionary<(ConnectionId, string), InboundSender> seen,
        UnitOfWork unit,
        CancellationToken ct
    )
    {
        var changed = seen.Where(s =>
                _all[s.Key].Name != s.Value.Name
                || (s.Value.LanguageHint is { } language && language != _all[s.Key].Language)
            )
            .ToList();
        if (changed.Count == 0)
            return;
        await unit.Execute(
            """
            update channels.channel_accounts a
            set name = t.name, handle = t.handle, language_hint = coalesce(t.language_hint, a.language_hint)
            from unnest($1, $2, $3, $4) as t (id, name, handle, language_hint) where a.id = t.id
            """,
            [
                changed.Select(c => _all[c.Key].Id.Value).ToArray(),
                changed.Select(c => c.Value.Name).ToArray(),
                changed.Select(c => c.Value.Handle).ToArray(),
                changed.Select(c => c.Value.LanguageHint).ToArray(),
            ],
            ct
        );
    }
}
