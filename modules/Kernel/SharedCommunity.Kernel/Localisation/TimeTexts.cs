namespace SharedCommunity.Kernel.Localisation;

/// <summary>The words for spans of time.</summary>
public sealed class TimeTexts;
