using System.Buffers;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Moderation.Languages;

namespace SharedCommunity.Moderation.Topics;

/// <summary>Proposes topics for a text by keywords; a moderator sets them with one key.</summary>
internal static class TopicRules
{
    /// <summary>More than this says nothing.</summary>
    public const int MostProposed = 3;

    private static readonly (Topic Topic, SearchValues<string> Patterns)[] Rules =
    [
        .. Topic
            .All.Where(topic => topic != Topic.Other)
            .Select(topic => (topic, SearchValues.Create(Read(TopicPatterns.Of[topic]), StringComparison.Ordinal))),
    ];

    /// <summary>The topics that a text seems to be about, the likeliest first; none when no rule knows it.</summary>
    public static IReadOnlyList<Topic> Propose(string text) => Propose(FoldedText.Of(text));

    /// <summary>The topics that a folded text seems to be about.</summary>
    public static IReadOnlyList<Topic> Propose(FoldedText folded)
    {
        if (folded.Letters == 0)
            return [];
        List<(Topic Topic, int Hits)>? found = null;
        foreach (var (topic, patterns) in Rules)
            if (Count(folded.Words, patterns) is var hits and > 0)
                (found ??= []).Add((topic, hits));
        return found is null
            ? []
            : [.. found.OrderByDescending(one => one.Hits).Take(MostProposed).Select(one => one.Topic)];
    }

    private static int Count(ReadOnlySpan<char> words, SearchValues<string> patterns)
    {
        var hits = 0;
        while (words.IndexOfAny(patterns) is var at and >= 0)
        {
            hits++;
            // On to the next word: one word counts once.
            words = words[(at + 1)..];
            var end = words.IndexOf(' ');
            if (end < 0)
                break;
            words = words[end..];
        }

        return hits;
    }

    private static string[] Read(string[] lines) =>
        [
            .. lines
                .SelectMany(line => line.Split(','))
                .Select(pattern =>
                {
                    var words = FoldedText.Of(pattern).Words.Trim([' ', FoldedText.Boundary]);
                    var start = words[0] is >= '\u0600' and <= '\u06ff' ? "" : " ";
                    return start + words + (pattern.EndsWith('.') ? " " : "");
                })
                .Distinct(),
        ];
}
