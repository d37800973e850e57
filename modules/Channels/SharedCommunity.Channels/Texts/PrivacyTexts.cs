namespace SharedCommunity.Channels.Texts;

/// <summary>The words of a community's privacy page.</summary>
internal sealed class PrivacyTexts;
