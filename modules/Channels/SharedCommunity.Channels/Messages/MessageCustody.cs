using SharedCommunity.Channels.Contracts;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Messages;

/// <summary>Who may see private messages and what was sent in answer: nobody until placed, then all, or one agency.</summary>
internal sealed class MessageCustody : IMessages, IHandle<CoHostingEnded>
{
    /// <inheritdoc />
    public Task Place(
        UnitOfWork work,
        IReadOnlyList<(MessageId Message, AgencyId? Custody)> messages,
        CancellationToken ct
    ) =>
        messages.Count == 0
            ? Task.CompletedTask
            : work.Execute(
                """
                update channels.messages m set placed = true, custody_agency_id = t.custody
                from unnest($1, $2) as t (id, custody) where m.id = t.id
                """,
                [messages.Select(m => m.Message.Value).ToArray(), messages.Select(m => m.Custody?.Value).ToArray()],
                ct
            );

    /// <inheritdoc />
    public async Task TakeCustody(
        UnitOfWork work,
        IReadOnlyList<MessageId> messages,
        IReadOnlyList<DeliveryId> deliveries,
        CancellationToken ct
    )
    {
        var agency = work.Agency.Value;
        var ids = deliveries.Select(d => d.Value).ToArray();
        await work.Execute(
            """
            update channels.messages set custody_agency_id = $1
            where custody_agency_id is null and private and (id = any ($2) or delivery_id = any ($3))
            """,
            [agency, messages.Select(m => m.Value).ToArray(), ids],
            ct
        );
        await work.Execute(
            "update channels.deliveries set custody_agency_id = $1 where custody_agency_id is null and id = any ($2)",
            [agency, ids],
            ct
        );
    }

    /// <inheritdoc />
    public Task EndCustody(
        UnitOfWork work,
        IReadOnlyList<MessageId> messages,
        IReadOnlyList<DeliveryId> deliveries,
        AgencyId? to,
        CancellationToken ct
    ) =>
        work.Call(
            "channels.custody_end",
            [
                messages.Select(m => m.Value).ToArray(),
                deliveries.Select(d => d.Value).ToArray(),
                to?.Value is { } agency ? agency : DBNull.Value,
            ],
            row => row.GetInt32(0),
            ct
        );

    /// <summary>An agency that co-hosts no more keeps nothing in its custody.</summary>
    public async Task Handle(
        IReadOnlyList<CoHostingEnded> announced,
        UnitOfWork work,
        CancellationToken cancellationToken
    )
    {
        foreach (var ended in announced)
            await work.Call(
                "channels.custody_release",
                [ended.CommunityId.Value, ended.Agency.Value],
                row => row.GetInt32(0),
                cancellationToken
            );
    }
}
