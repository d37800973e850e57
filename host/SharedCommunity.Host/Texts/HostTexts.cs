namespace SharedCommunity.Host.Texts;

/// <summary>The texts of the frame around every page, and of the host's own pages.</summary>
public sealed class HostTexts;
