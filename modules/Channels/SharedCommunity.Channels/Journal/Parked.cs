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
}
