namespace SharedCommunity.Channels.Texts;

/// <summary>The texts of the page of a community's channels.</summary>
internal sealed class ConnectionTexts;
