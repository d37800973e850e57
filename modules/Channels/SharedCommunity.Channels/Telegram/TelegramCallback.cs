using System.Globalization;
using SharedCommunity.Kernel.Ids;
using Telegram.Bot.Types.ReplyMarkups;

namespace SharedCommunity.Channels.Telegram;

/// <summary>A choice as it stands on one of Telegram's buttons.</summary>
/// <param name="Index">Its place among all that the delivery offers.</param>
/// <param name="Label">What is read on it.</param>
internal sealed record Button(int Index, string Label);

/// <summary>
/// What a button carries: which delivery, which of its choices. What the choice means stays here, so nothing about a
/// person travels, and it fits the 64 bytes that Telegram allows.
/// </summary>
internal static class TelegramCallback
{
    private const char Between = ':';
    private const int IdLength = 32;

    // Short labels side by side, as "Yes" and "No"; longer ones would be cut off on a phone.
    private const int OnOneRow = 24;

    public static string Write(DeliveryId delivery, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{delivery.Value:N}{Between}{index}");

    /// <summary>Null for what we never wrote.</summary>
    public static (DeliveryId Delivery, int Index)? Read(string? data) =>
        data is { Length: > IdLength + 1 and <= IdLength + 3 }
        && data[IdLength] == Between
        && Guid.TryParseExact(data.AsSpan(0, IdLength), "N", out var delivery)
        && int.TryParse(data.AsSpan(IdLength + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? (DeliveryId.From(delivery), index)
            : null;

    /// <summary>The buttons under a delivery; null where there are none (any more).</summary>
    public static InlineKeyboardMarkup? Keyboard(DeliveryId delivery, IReadOnlyList<Button> buttons)
    {
        if (buttons.Count == 0)
            return null;
        var made = buttons.Select(b => InlineKeyboardButton.WithCallbackData(b.Label, Write(delivery, b.Index)));
        return buttons.Sum(b => b.Label.Length) <= OnOneRow
            ? new InlineKeyboardMarkup(made)
            : new InlineKeyboardMarkup(made.Select(b => new[] { b }));
    }
}
