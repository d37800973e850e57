namespace SharedCommunity.Moderation.Texts;

/// <summary>The words of My work and of the first-run tour.</summary>
internal sealed class WorkTexts;
