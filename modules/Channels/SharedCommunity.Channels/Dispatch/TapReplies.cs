using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Deliveries;
using SharedCommunity.Channels.Inbound;
using SharedCommunity.Channels.Telegram;
using SharedCommunity.Kernel.Ids;
using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace SharedCommunity.Channels.Dispatch;

/// <summary>What the platform is to be told of one tap: it ends the waiting sign on the button.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Tap">The tap.</param>
/// <param name="Chosen">What was chosen, shown for a moment to the person who tapped; null where it did not count.</param>
/// <param name="Left">The buttons that stay; null where the message is left as it is.</param>
internal sealed record TapReply(ConnectionId Connection, ChoiceTapped Tap, string? Chosen, IReadOnlyList<Button>? Left)
{
    public static TapReply Of(ConnectionId connection, ChoiceTapped tap, Delivery delivery, bool counted) =>
        new(connection, tap, counted ? delivery.Offered()!.Choices[tap.Index].Label : null, delivery.ButtonsLeft());
}

/// <summary>
/// Answers taps and takes used buttons away, after the tap has taken effect. Kept in memory only: a reply that a crash
/// loses costs the waiting sign's few seconds, and another tap, which changes nothing, takes the buttons away all the
/// same.
/// </summary>
internal sealed partial class TapReplies(ConnectionVault vault, TelegramApi api, ILogger<TapReplies> logger)
    : BackgroundService
{
    private const int AtATime = 4;

    private readonly Channel<TapReply> _waiting = System.Threading.Channels.Channel.CreateBounded<TapReply>(
        new BoundedChannelOptions(2_000) { FullMode = BoundedChannelFullMode.DropOldest }
    );

    /// <summary>Takes replies; never waits.</summary>
    public void Add(IEnumerable<TapReply> replies)
    {
        foreach (var reply in replies)
            _waiting.Writer.TryWrite(reply);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Parallel.ForEachAsync(
                _waiting.Reader.ReadAllAsync(stoppingToken),
                new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = stoppingToken },
                async (reply, ct) => await Tell(reply, ct)
            );
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    private async Task Tell(TapReply reply, CancellationToken ct)
    {
        try
        {
            if (await vault.Open(reply.Connection, ct) is not { } open || !api.MayCall(open))
                return;
            var client = api.Client(open.Token);
            // The platform takes an answer for a short while only; the buttons go all the same.
            await Try(
                reply,
                () =>
                    client.AnswerCallbackQuery(
                        reply.Tap.TapId,
                        reply.Chosen is { } label ? $"✓ {label}" : null,
                        cancellationToken: ct
                    )
            );
            if (
                reply.Left is { } left
                && int.TryParse(reply.Tap.MessageId, CultureInfo.InvariantCulture, out var message)
                && long.TryParse(reply.Tap.Chat.Id, CultureInfo.InvariantCulture, out var chat)
            )
                await Try(
                    reply,
                    () =>
                        client.EditMessageReplyMarkup(
                            chat,
                            message,
                            TelegramCallback.Keyboard(reply.Tap.Delivery, left),
                            cancellationToken: ct
                        )
                );
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            LogNotTold(reply.Connection, failure.GetBaseException().GetType().Name);
        }
    }

    private async Task Try(TapReply reply, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception failure) when (failure is RequestException or HttpRequestException)
        {
            LogNotTold(reply.Connection, failure.GetBaseException().GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A tap through {Connection} was not answered ({Failure}).")]
    private partial void LogNotTold(ConnectionId connection, string failure);
}
