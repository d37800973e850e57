using Microsoft.Extensions.Localization;

namespace SharedCommunity.Channels.Texts;

/// <summary>Turns our codes of failures into words: what happened, what is safe, what to do.</summary>
internal static class FailureWords
{
    /// <summary>Why a message did not go out.</summary>
    public static string Delivery(this IStringLocalizer<FailureTexts> texts, string? code)
    {
        var words = texts[$"Delivery_{code}"];
        return words.ResourceNotFound ? texts["Delivery_unnamed", code ?? ""] : words;
    }

    /// <summary>Why a bot, or a group, is out of work.</summary>
    public static string Stopped(this IStringLocalizer<FailureTexts> texts, string? code)
    {
        var words = texts[$"Stopped_{code}"];
        return words.ResourceNotFound ? texts["Stopped_unnamed", code ?? ""] : words;
    }
}
