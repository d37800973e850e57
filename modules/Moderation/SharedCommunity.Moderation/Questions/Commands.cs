using SharedCommunity.Channels.Contracts;

namespace SharedCommunity.Moderation.Questions;

/// <summary>What a member may tell the bot with a slash.</summary>
internal static class Commands
{
    private const string AskName = "ask";

    /// <summary>Whether a text is a command at all: <c>/start …</c> or <c>/bind@bot …</c> is never a question.</summary>
    public static bool IsCommand(string text) => BotCommand.TrySplit(text, out _, out _, out _);

    /// <summary>
    /// Reads <c>/ask text</c> and <c>/ask@bot text</c>. A command that names another bot is not ours. The question
    /// may be empty: the member then sends it in the next message.
    /// </summary>
    public static bool TryAsk(string text, string? botName, out string question) =>
        BotCommand.Is(text, AskName, botName, out question);
}
