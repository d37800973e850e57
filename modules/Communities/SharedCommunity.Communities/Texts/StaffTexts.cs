namespace SharedCommunity.Communities.Texts;

/// <summary>The texts of the pages of an agency's staff and of their keys.</summary>
internal sealed class StaffTexts;
