namespace SharedCommunity.Channels.Texts;

/// <summary>The texts of the page of what is parked.</summary>
internal sealed class ParkedTexts;
