namespace SharedCommunity.Channels.Texts;

/// <summary>Why something did not go out or cannot come in, in words, with what to do.</summary>
internal sealed class FailureTexts;
