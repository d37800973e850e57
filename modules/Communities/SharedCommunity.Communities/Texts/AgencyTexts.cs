namespace SharedCommunity.Communities.Texts;

/// <summary>The texts of an agency's pages.</summary>
internal sealed class AgencyTexts;
