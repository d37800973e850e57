using System.Text.RegularExpressions;

namespace SharedCommunity.Moderation.Languages;

/// <summary>The written form of a language: BCP 47, as far as members' languages need it.</summary>
internal static partial class LanguageCode
{
    /// <summary>Whether a text has the form of a language: <c>ar</c>, <c>prs</c>, <c>zh-Hant</c>, <c>fr-CA</c>.</summary>
    public static bool IsWellFormed(string code) => Form().IsMatch(code);

    [GeneratedRegex("^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
