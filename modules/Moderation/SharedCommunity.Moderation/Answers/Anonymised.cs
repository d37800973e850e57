using System.Text.RegularExpressions;

namespace SharedCommunity.Moderation.Answers;

/// <summary>What was private, made fit for the group: without the member's name, addresses and numbers.</summary>
internal static partial class Anonymised
{
    /// <summary>What stands where something was left out.</summary>
    public const string LeftOut = "…";

    /// <summary>A text without what tells who asked; a person reads it over before it is published.</summary>
    public static string Of(string text, string memberName)
    {
        var plain = Telling().Replace(text, LeftOut);
        foreach (var part in Parts(memberName))
            plain = Regex.Replace(
                plain,
                $@"(?<!\w){Regex.Escape(part)}(?!\w)",
                LeftOut,
                RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
                TimeSpan.FromSeconds(1)
            );
        return plain;
    }

    /// <summary>Whether a text still tells who asked.</summary>
    public static bool Tells(string text, string memberName) => Of(text, memberName) != text;

    private static IEnumerable<string> Parts(string name) =>
        name.Split([' ', '.', '_', '-', '@'], StringSplitOptions.RemoveEmptyEntries).Where(part => part.Length >= 3);

    // E-mail and account names, telephone numbers, file numbers and the like.
    [GeneratedRegex(
        @"[\w.+-]+@[\w-]+\.[\w.-]+|(?<!\w)@\w{3,}|\+?\d[\d\s().-]{5,}\d|(?<!\w)[A-Z]{1,3}\d{6,}(?!\w)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Telling();
}
