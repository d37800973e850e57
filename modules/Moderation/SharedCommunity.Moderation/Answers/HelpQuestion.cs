using System.Globalization;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Moderation.Texts;

namespace SharedCommunity.Moderation.Answers;

/// <summary>"Did this help?" under an answer, in the language of the inquiry, with its two answers to tap.</summary>
internal static class HelpQuestion
{
    private const string Prefix = "answer:";
    private const string Yes = ":helped";
    private const string No = ":not_helped";

    /// <summary>The question.</summary>
    public static string Words(string? language) => In(language, "Help_question");

    /// <summary>The answer with the question under it, as it goes out.</summary>
    public static string Under(string text, string? language) => $"{text}\n\n{Words(language)}";

    /// <summary>What the buttons say.</summary>
    public static IReadOnlyList<string> Labels(string? language) => [In(language, "Help_yes"), In(language, "Help_no")];

    public static IReadOnlyList<DeliveryChoice> Choices(AnswerId answer, string? language) =>
        [
            new(In(language, "Help_yes"), $"{Prefix}{answer}{Yes}"),
            new(In(language, "Help_no"), $"{Prefix}{answer}{No}"),
        ];

    /// <summary>Which answer a choice is about and what it says of it; null for the choices of others.</summary>
    public static (AnswerId Answer, bool Helped)? Read(string value)
    {
        if (!value.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        bool? helped =
            value.EndsWith(No, StringComparison.Ordinal) ? false
            : value.EndsWith(Yes, StringComparison.Ordinal) ? true
            : null;
        return helped is { } said && AnswerId.TryParse(value[Prefix.Length..^(said ? Yes : No).Length], out var answer)
            ? (answer, said)
            : null;
    }

    /// <summary>A text for members in a language that we have, else in English.</summary>
    public static string In(string? language, string key)
    {
        CultureInfo culture;
        try
        {
            culture = CultureInfo.GetCultureInfo(language ?? "en");
        }
        catch (CultureNotFoundException)
        {
            culture = CultureInfo.InvariantCulture;
        }

        return ModerationTexts.ResourceManager.GetString(key, culture)!;
    }
}
