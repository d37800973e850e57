using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Membership.Contracts;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Moderation.Languages;

namespace SharedCommunity.Moderation.Intake;

/// <summary>
/// Makes inquiries of what members write, in batches: a fixed number of statements for however many messages.
/// Private messages become visible here and not before.
/// </summary>
internal sealed class TakeMessages(IMessages messages, IMembers members, Clocks clocks, LanguageDetection languages)
    : IHandle<MessagePosted>
{
    private const string WhoWrites = """
        select a.channel_account_id, a.member_id, m.language
        from membership.member_account_cards a
        join membership.member_cards m on m.id = a.member_id
        where a.community_id = $1 and a.channel_account_id = any ($2)
        """;

    public async Task Handle(IReadOnlyList<MessagePosted> announced, UnitOfWork work, CancellationToken ct)
    {
        foreach (var community in announced.GroupBy(message => message.CommunityId))
            await Take([.. community], community.Key, work, ct);
    }

    private async Task Take(
        IReadOnlyList<MessagePosted> posted,
        CommunityId community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var card = await work.Db.Set<CommunityCard>().AsNoTracking().FirstAsync(c => c.Id == community, ct);
        var writers = await Writers(posted, community, work, ct);
        var threads = await ThreadStore.Read(work, community, [.. writers.Values.Select(w => w.Member).Distinct()], ct);
        var sorting = new Sorting(threads, clocks.Of(card), work.Now);
        foreach (var message in posted)
        {
            if (message.ByStaff)
            {
                sorting.PlaceOnly(message);
                continue;
            }

            // Fails closed: without its member a private message has no custody to follow.
            if (!writers.TryGetValue(message.Account, out var writer))
                throw new InvalidOperationException("No member stands behind the account of this message.");
            sorting.Sort(message, writer.Member);
        }

        await messages.Place(work, sorting.Placed, ct);
        await Write(sorting, card, writers, work, ct);
    }

    private async Task Write(
        Sorting sorting,
        CommunityCard card,
        Dictionary<ChannelAccountId, Writer> writers,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        List<(MemberId Member, string Language)> learned = [];
        var opened = sorting
            .Opened.Select(thread => Describe(thread, writers[thread.New!.Value.Message.Account], learned))
            .ToList();
        await ThreadStore.Write(work, card.Id, opened, sorting, clocks.Of(card), ct);
        await members.LearnLanguages(work, learned, ct);
        if (opened.Count > 0 || sorting.AnyTouched)
            work.Changed(card.Id, "queue");
    }

    // What a text is about and in which language is asked once, when all that belongs to it is together.
    private DescribedThread Describe(Thread thread, Writer writer, List<(MemberId, string)> learned)
    {
        var folded = FoldedText.Of(thread.Text);
        var language = languages.Detect(thread.Text, writer.Language);
        if (language.Code is { } code && code != writer.Language && language.Confidence >= 0.8 && folded.Letters >= 20)
            learned.Add((writer.Member, code));
        return new(thread, language, Topics.TopicRules.Propose(folded));
    }

    private static async Task<Dictionary<ChannelAccountId, Writer>> Writers(
        IReadOnlyList<MessagePosted> posted,
        CommunityId community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var accounts = posted.Where(m => !m.ByStaff).Select(m => m.Account.Value).Distinct().ToArray();
        var rows = await work.Query(
            WhoWrites,
            [community.Value, accounts],
            row =>
                (
                    Account: ChannelAccountId.From(row.GetGuid(0)),
                    new Writer(MemberId.From(row.GetGuid(1)), row.IsDBNull(2) ? null : row.GetString(2))
                ),
            ct
        );
        return rows.ToDictionary(row => row.Account, row => row.Item2);
    }

    private sealed record Writer(MemberId Member, string? Language);
}

/// <summary>A new inquiry with what the rules found out about its text.</summary>
internal sealed record DescribedThread(Thread Thread, DetectedLanguage Language, IReadOnlyList<Topic> Topics);
