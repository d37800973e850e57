using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;

namespace SharedCommunity.Host.Demo;

/// <summary>
/// Sends the demo's messages as Telegram would: to the connection's own hook on loopback, with past dates, through the
/// journal like every other event.
/// </summary>
internal sealed class DemoTelegram : IDisposable
{
    private const long FirstWriter = 5_100_000_001;
    private const int FirstMessage = 700_001;
    private readonly DemoFile.ChannelEntry _channel;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly string _hook;

    // Any start will do; a random one keeps clear of what somebody who plays Telegram counts from.
    private int _update = RandomNumberGenerator.GetInt32(400_000_000, 800_000_000);
    private int _message = FirstMessage;
    private long _writer = FirstWriter + DemoMessages.Writers.Count;

    public DemoTelegram(Uri host, DemoFile demo, TimeProvider time)
    {
        (_channel, _time) = (demo.Channels[0], time);
        _http = new HttpClient { BaseAddress = host };
        _http.DefaultRequestHeaders.Add("X-Telegram-Bot-Api-Secret-Token", _channel.WebhookSecret);
        _hook = $"hooks/telegram/{_channel.ConnectionId.ToString("D", CultureInfo.InvariantCulture)}";
    }

    /// <summary>Somebody new writes to the bot, now.</summary>
    public Task Whisper((string Name, string Language) writer, string text, CancellationToken stop) =>
        Post(Message(_message++, TimeSpan.Zero, _writer++, writer, true, text), stop);

    /// <summary>All that the group wrote, and those who wrote to the bot alone.</summary>
    public async Task Send(CancellationToken stop)
    {
        var first = _message;
        var lines = DemoMessages.Lines;
        for (var i = 0; i < lines.Count; i++)
            await Post(Line(lines, i, first), stop);
    }

    public void Dispose() => _http.Dispose();

    private async Task Post(Dictionary<string, object> message, CancellationToken stop)
    {
        using var answer = await _http.PostAsJsonAsync(_hook, new { update_id = _update++, message }, stop);
        answer.EnsureSuccessStatusCode();
    }

    private Dictionary<string, object> Line(IReadOnlyList<DemoMessages.Line> lines, int i, int first)
    {
        var line = lines[i];
        var message = Message(
            first + i,
            line.Ago,
            FirstWriter + line.Writer,
            DemoMessages.Writers[line.Writer],
            line.Private,
            line.Text
        );
        if (line.ReplyTo is { } to)
            message["reply_to_message"] = Line(lines, to, first);
        return message;
    }

    private Dictionary<string, object> Message(
        int id,
        TimeSpan ago,
        long writer,
        (string Name, string Language) who,
        bool alone,
        string text
    ) =>
        new()
        {
            ["message_id"] = id,
            ["date"] = (_time.GetUtcNow() - ago).ToUnixTimeSeconds(),
            ["chat"] = alone
                ? (object)
                    new
                    {
                        id = writer,
                        type = "private",
                        first_name = who.Name,
                    }
                : new
                {
                    id = _channel.ChatId,
                    type = "supergroup",
                    title = DemoCast.GroupTitle,
                },
            ["from"] = new
            {
                id = writer,
                is_bot = false,
                first_name = who.Name,
                language_code = who.Language,
            },
            ["text"] = text,
        };
}
