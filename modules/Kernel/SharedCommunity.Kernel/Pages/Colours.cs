using System.Globalization;

namespace SharedCommunity.Kernel.Pages;

/// <summary>An agency's colour, one of eight that pass contrast in both themes, and its initials.</summary>
public static class Colours
{
    /// <summary>How many there are; the style sheet holds one pair for each.</summary>
    public const int Count = 8;

    /// <summary>The number of an agency's colour, 1 to 8: always the same for the same slug.</summary>
    public static int Of(string slug)
    {
        ArgumentNullException.ThrowIfNull(slug);
        // FNV-1a, not string.GetHashCode: that one differs from process to process.
        var hash = slug.Aggregate(2166136261u, (sum, letter) => unchecked((sum ^ letter) * 16777619u));
        return (int)(hash % Count) + 1;
    }

    /// <summary>At most two initials, of the first and the last word that begin with a letter or a digit.</summary>
    public static string InitialsOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => char.IsLetterOrDigit(word, 0))
            .Select(word => StringInfo.GetNextTextElement(word).ToUpper(CultureInfo.InvariantCulture))
            .ToArray();
        return words.Length switch
        {
            0 => "·",
            1 => words[0],
            _ => words[0] + words[^1],
        };
    }
}
