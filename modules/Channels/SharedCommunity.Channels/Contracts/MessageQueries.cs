using Microsoft.EntityFrameworkCore;
using NodaTime;
using NpgsqlTypes;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Contracts;

/// <summary>Where a page of messages ended.</summary>
/// <param name="SentAt">The platform's time of its last message.</param>
/// <param name="Id">That message.</param>
public sealed record MessageKey(Instant SentAt, MessageId Id);

/// <summary>Which messages of a community are asked for. What is null filters nothing.</summary>
/// <param name="Community">The community.</param>
/// <param name="Words">Words of the text: all of them, in any order, the last as the beginning of one.</param>
/// <param name="Channel">Where they were posted.</param>
/// <param name="Private">Only those of private lines, or only those of groups.</param>
/// <param name="Before">Where the page before ended.</param>
/// <param name="Limit">How many.</param>
public sealed record MessageFilter(
    CommunityId Community,
    string? Words = null,
    ChannelId? Channel = null,
    bool? Private = null,
    MessageKey? Before = null,
    int? Limit = null
);

/// <summary>What pages and use cases of higher floors ask of messages, inside their unit of work.</summary>
public static class MessageQueries
{
    /// <summary>One page of a community's messages that the scope may see, newest first.</summary>
    /// <param name="work">The unit of work.</param>
    /// <param name="filter">Which.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="only">
    /// Narrows further by what a higher floor knows. In a search the page may then hold fewer than its limit, and still
    /// another page follow.
    /// </param>
    public static async Task<Page<MessageCard>> Messages(
        this UnitOfWork work,
        MessageFilter filter,
        CancellationToken ct,
        Func<IQueryable<MessageCard>, IQueryable<MessageCard>>? only = null
    )
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(filter);
        var limit = PageKey.Limit(filter.Limit);
        var messages = work.Db.Set<MessageCard>().AsNoTracking().Where(m => m.CommunityId == filter.Community);
        if (only is not null)
            messages = only(messages);
        if (!string.IsNullOrWhiteSpace(filter.Words))
            return await Found(messages, filter, limit, work, ct);
        messages = Of(filter, messages);
        if (filter.Before is { } before)
            // Said this way, the index on the time begins where the page does.
            messages = messages.Where(m =>
                m.SentAt <= before.SentAt
                && (m.SentAt < before.SentAt || ((Guid)(object)m.Id).CompareTo(before.Id.Value) < 0)
            );
        var rows = await NewestFirst(messages).Take(limit + 1).ToListAsync(ct);
        return PageKey.Page(rows, limit, KeyOf);
    }

    /// <summary>How many of a community's messages the scope may see, counted up to a limit; words are left aside.</summary>
    /// <param name="work">The unit of work.</param>
    /// <param name="filter">Which.</param>
    /// <param name="only">Narrows further.</param>
    /// <param name="most">Where the counting ends.</param>
    /// <param name="ct">Stops it.</param>
    public static Task<int> CountMessages(
        this UnitOfWork work,
        MessageFilter filter,
        Func<IQueryable<MessageCard>, IQueryable<MessageCard>> only,
        int most,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(only);
        var messages = only(work.Db.Set<MessageCard>().Where(m => m.CommunityId == filter.Community));
        return Of(filter, messages).Take(most).CountAsync(ct);
    }

    private static IQueryable<MessageCard> Of(MessageFilter filter, IQueryable<MessageCard> messages)
    {
        if (filter.Channel is { } channel)
            messages = messages.Where(m => m.ChannelId == channel);
        if (filter.Private is { } privately)
            messages = messages.Where(m => m.Private == privately);
        return messages;
    }

    private static async Task<Page<MessageCard>> Found(
        IQueryable<MessageCard> messages,
        MessageFilter filter,
        int limit,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var ids = await work.Call(
            "channels.search_messages",
            [
                filter.Community.Value,
                Sayable(filter.Words!),
                UnitOfWork.Typed(NpgsqlDbType.Uuid, filter.Channel?.Value),
                UnitOfWork.Typed(NpgsqlDbType.Boolean, filter.Private),
                UnitOfWork.Typed(NpgsqlDbType.TimestampTz, filter.Before?.SentAt),
                UnitOfWork.Typed(NpgsqlDbType.Uuid, filter.Before?.Id.Value),
                limit + 1,
            ],
            row => MessageId.From(row.GetGuid(0)),
            ct
        );
        var (shown, more) = (ids.Take(limit).ToArray(), ids.Count > limit);
        // What was found past the wall is read again behind it.
        var rows = await NewestFirst(messages.Where(m => shown.Contains(m.Id))).ToListAsync(ct);
        if (!more)
            return new(rows, null);
        var end = shown[^1];
        var last =
            rows.LastOrDefault(m => m.Id == end)
            ?? await work.Db.Set<MessageCard>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == end, ct);
        return new(rows, last is null ? null : PageKey.Write(KeyOf(last)));
    }

    private static IOrderedQueryable<MessageCard> NewestFirst(IQueryable<MessageCard> messages) =>
        messages.OrderByDescending(m => m.SentAt).ThenByDescending(m => m.Id);

    private static MessageKey KeyOf(MessageCard message) => new(message.SentAt, message.Id);

    /// <summary>What the database cannot take in a text, as the space that it would become anyway.</summary>
    private static string Sayable(string words) =>
        string.Create(
            words.Length,
            words,
            static (said, typed) =>
            {
                for (var i = 0; i < typed.Length; i++)
                {
                    var whole =
                        !char.IsSurrogate(typed[i])
                        || (i + 1 < typed.Length && char.IsSurrogatePair(typed[i], typed[i + 1]))
                        || (i > 0 && char.IsSurrogatePair(typed[i - 1], typed[i]));
                    said[i] = whole && typed[i] != '\0' ? typed[i] : ' ';
                }
            }
        );
}
