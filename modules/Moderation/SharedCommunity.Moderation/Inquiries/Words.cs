using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>What a text that staff write must hold to.</summary>
internal static class Words
{
    /// <summary>Longer than any platform takes in one piece; Channels splits what is longer than a platform's message.</summary>
    public const int Longest = 8000;

    /// <summary>What is wrong with a text; null when nothing is.</summary>
    public static Refusal? Problem(string? text, string field) =>
        string.IsNullOrWhiteSpace(text) ? Refusal.Invalid((field, "missing"))
        : text.Length > Longest ? Refusal.Invalid((field, "too_long"))
        : null;
}
