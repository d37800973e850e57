namespace SharedCommunity.Communities.Texts;

/// <summary>The texts of co-hosting: the page of the co-hosts and the invitation.</summary>
internal sealed class CoHostTexts;
