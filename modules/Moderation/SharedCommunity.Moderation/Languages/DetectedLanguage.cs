namespace SharedCommunity.Moderation.Languages;

/// <summary>The language of a text.</summary>
/// <param name="Code">Its BCP-47 code; null when the text does not tell and nothing is known of the member.</param>
/// <param name="Confidence">From 0 to 1; 0 when it was only taken from what is known of the member.</param>
internal readonly record struct DetectedLanguage(string? Code, double Confidence)
{
    /// <summary>Nothing is known.</summary>
    public static readonly DetectedLanguage Unknown = new(null, 0);
}
