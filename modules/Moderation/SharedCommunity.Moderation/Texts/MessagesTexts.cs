namespace SharedCommunity.Moderation.Texts;

/// <summary>The texts of the messages' page.</summary>
internal sealed class MessagesTexts;
