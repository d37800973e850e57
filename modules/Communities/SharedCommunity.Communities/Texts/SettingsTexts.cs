namespace SharedCommunity.Communities.Texts;

/// <summary>The texts of a community's settings.</summary>
internal sealed class SettingsTexts;
