namespace SharedCommunity.Communities.Texts;

/// <summary>What the topics are called.</summary>
internal sealed class TopicTexts;
