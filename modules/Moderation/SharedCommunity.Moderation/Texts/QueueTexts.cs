namespace SharedCommunity.Moderation.Texts;

/// <summary>The texts of the queue page.</summary>
internal sealed class QueueTexts;
