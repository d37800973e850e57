using NodaTime;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Journal;

/// <summary>What is parked, as far as the scope may know.</summary>
internal static class Parked
{
    public static Task<List<(ListParkedEvents.Item Item, long JournalId)>> Of(
        CommunityId community,
        UnitOfWork work,
        CancellationToken ct
    ) =>
        work.Call(
            "channels.journal_parked",
            [community.Value],
            row =>
                (
                    new ListParkedEvents.Item(
                        row.GetGuid(0),
                        ConnectionId.From(row.GetGuid(2)),
                        row.IsDBNull(3) ? null : CommunityId.From(row.GetGuid(3)),
                        row.GetString(4),
                        row.GetFieldValue<Instant>(6),
                        row.GetFieldValue<Instant>(5)
                    ),
                    row.GetInt64(1)
                ),
            ct
        );

    /// <summary>Puts them back into their lanes; false where there is none of them.</summary>
    public static async Task<bool> Replay(
        CommunityId community,
        IEnumerable<(ListParkedEvents.Item Item, long JournalId)> parked,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var all = parked.ToList();
        if (all.Count == 0)
            return false;
        await work.Call(
            "channels.journal_replay",
            [all.Select(p => p.JournalId).ToArray()],
            row => row.GetInt64(0),
            ct
        );
        foreach (var (item, _) in all)
            work.Concerns("parked_event", item.Id, community);
        work.Changed(community, "settings");
        work.Wake("journal");
        return true;
    }
}
