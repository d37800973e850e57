using Microsoft.Extensions.Localization;

namespace SharedCommunity.Moderation.Queue;

/// <summary>Why a delivery failed, in words, with what to do next.</summary>
internal static class FailureWords
{
    public static string Of(IStringLocalizer texts, string? failure)
    {
        var words = texts[$"Failure_{failure}"];
        return words.ResourceNotFound ? texts["Failure_other"] : words;
    }
}
