namespace SharedCommunity.Moderation.Queue;

/// <summary>The languages to choose from: the community's own first, then those that newcomers write most.</summary>
internal static class Tongues
{
    private static readonly string[] Usual =
    [
        "ar",
        "en",
        "es",
        "fa",
        "fr",
        "pt",
        "ru",
        "so",
        "sw",
        "ti",
        "tr",
        "uk",
        "ur",
        "zh",
    ];

    public static IEnumerable<string> Of(IEnumerable<string> communitys, string? chosen = null) =>
        communitys.Concat(Usual).Append(chosen ?? "").Where(code => code.Length > 0).Distinct();
}
