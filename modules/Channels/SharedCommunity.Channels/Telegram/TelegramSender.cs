using System.Globalization;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.ReplyMarkups;

namespace SharedCommunity.Channels.Telegram;

/// <summary>
/// Sends one text to one chat, once, and says what became of it. A text longer than <see cref="TelegramText.Limit"/> is
/// cut by the caller, so that each part is an attempt of its own.
/// </summary>
internal sealed class TelegramSender(TelegramApi api)
{
    /// <summary>
    /// One call. Stopping is looked at before it only: a call under way is waited for, else its outcome would be lost.
    /// </summary>
    public async Task<SendResult> Send(
        string token,
        string chatId,
        string text,
        string? replyTo,
        InlineKeyboardMarkup? buttons,
        CancellationToken stopping
    )
    {
        stopping.ThrowIfCancellationRequested();
        if (!long.TryParse(chatId, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chat))
            return new SendResult.Refused("chat_id_malformed");
        TelegramBotClient client;
        try
        {
            client = api.Client(token);
        }
        catch (ArgumentException)
        {
            return new SendResult.ChannelStopped("token_malformed");
        }
        // The asker may have deleted the question meanwhile; the answer goes out all the same.
        var reply = int.TryParse(replyTo, CultureInfo.InvariantCulture, out var message)
            ? new ReplyParameters { MessageId = message, AllowSendingWithoutReply = true }
            : null;
        try
        {
            var sent = await client.SendMessage(
                chat,
                text,
                replyParameters: reply,
                replyMarkup: buttons,
                cancellationToken: default
            );
            return new SendResult.Sent(sent.Id.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is RequestException or HttpRequestException or OperationCanceledException)
        {
            return Classify(e, inPrivate: chat > 0);
        }
    }

    internal static SendResult Classify(Exception failure, bool inPrivate) =>
        failure switch
        {
            ApiRequestException api => TelegramErrors.Classify(
                api.ErrorCode,
                api.Message,
                api.Parameters?.RetryAfter,
                api.Parameters?.MigrateToChatId,
                inPrivate
            ),
            RequestException { InnerException: HttpRequestException inner } => Classify(inner),
            HttpRequestException http => Classify(http),
            RequestException { InnerException: OperationCanceledException } or OperationCanceledException =>
                new SendResult.Unknown("timeout"),
            // An answer came that is none of Telegram's: a proxy's page, or nothing at all.
            _ => new SendResult.Unknown("answer_unreadable"),
        };

    // Only what fails before a byte of the request could leave is certainly not sent.
    private static SendResult Classify(HttpRequestException e) =>
        e.HttpRequestError
            is HttpRequestError.ConnectionError
                or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError
            ? new SendResult.RetryAfter(TelegramOptions.WhenUnreachable, "unreachable")
            : new SendResult.Unknown("connection_lost");
}
