namespace SharedCommunity.Channels.Texts;

/// <summary>The texts of the page of automatic notes.</summary>
internal sealed class NotesTexts;
