using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Messages;

/// <summary>Everything posted in a community that the caller may see, newest first.</summary>
[ApiRoute("GET", "communities/{id}/messages", Summary = "Everything posted, newest first; q finds words in the text.")]
internal sealed class ListMessages : Query<ListMessages.Request, CommunityCard, Page<MessageView>>
{
    internal sealed record Request(CommunityId Id, string? After = null, string? Q = null, int? Limit = null);

    private sealed record Key(Instant SentAt, MessageId Id);

    public override Permission Needs => Permissions.Read;

    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Community(request.Id, ct);

    protected override async Task<Outcome<Page<MessageView>>> Handle(
        Request request,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var limit = PageKey.Limit(request.Limit);
        var messages = work.Db.Set<MessageCard>().AsNoTracking().Where(m => m.CommunityId == community.Id);
        if (!string.IsNullOrEmpty(request.After))
        {
            if (!PageKey.TryRead<Key>(request.After, out var last))
                return Refusal.Malformed(("after", "not_readable"));
            messages = messages.Where(m =>
                m.SentAt < last.SentAt || (m.SentAt == last.SentAt && ((Guid)(object)m.Id).CompareTo(last.Id.Value) < 0)
            );
        }
        if (!string.IsNullOrWhiteSpace(request.Q))
        {
            var pattern = $"%{Escaped(request.Q.Trim())}%";
            messages = messages.Where(m => EF.Functions.ILike(m.Text, pattern, "\\"));
        }
        var rows = await messages
            .OrderByDescending(m => m.SentAt)
            .ThenByDescending(m => m.Id)
            .Take(limit + 1)
            .ToListAsync(ct);
        return PageKey.Page([.. rows.Select(MessageView.Of)], limit, m => new Key(m.SentAt, m.Id));
    }

    private static string Escaped(string words) =>
        words
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);
}

/// <summary>A message as the API says it.</summary>
internal sealed record MessageView(
    MessageId Id,
    ChannelId ChannelId,
    ChannelAccountId? Writer,
    string WriterName,
    string Text,
    string? Attachment,
    Instant SentAt,
    Instant? EditedAt,
    bool Private,
    bool Outgoing,
    MessageId? ReplyTo,
    DeliveryId? DeliveryId
)
{
    public static MessageView Of(MessageCard m) =>
        new(
            m.Id,
            m.ChannelId,
            m.ChannelAccountId,
            m.WriterName,
            m.Text,
            m.Attachment,
            m.SentAt,
            m.EditedAt,
            m.Private,
            m.Outgoing,
            m.ReplyTo,
            m.DeliveryId
        );
}
