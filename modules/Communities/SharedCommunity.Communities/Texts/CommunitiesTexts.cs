namespace SharedCommunity.Communities.Texts;

/// <summary>The texts of this module, in English, French and Arabic.</summary>
internal sealed class CommunitiesTexts;
