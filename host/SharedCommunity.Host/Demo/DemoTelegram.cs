using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;

namespace SharedCommunity.Host.Demo;

/// <summary>
/// Sends the demo's messages as Telegram would: to the connection's own hook on loopback, with past dates, through the
/// journal like every other event.
/// </summary>
internal static class DemoTelegram
{
    private const long FirstWriter = 5_100_000_001;
    private const int FirstMessage = 700_001;

    public static async Task Send(Uri host, DemoFile demo, TimeProvider time, CancellationToken stop)
    {
        var channel = demo.Channels[0];
        using var http = new HttpClient { BaseAddress = host };
        http.DefaultRequestHeaders.Add("X-Telegram-Bot-Api-Secret-Token", channel.WebhookSecret);
        var now = time.GetUtcNow();
        // Any start will do; a random one keeps clear of what somebody who plays Telegram counts from.
        var update = RandomNumberGenerator.GetInt32(400_000_000, 800_000_000);
        var lines = DemoMessages.Lines;
        for (var i = 0; i < lines.Count; i++)
        {
            var body = new { update_id = update + i, message = Message(lines, i, channel.ChatId, now) };
            var address = $"hooks/telegram/{channel.ConnectionId.ToString("D", CultureInfo.InvariantCulture)}";
            using var answer = await http.PostAsJsonAsync(address, body, stop);
            answer.EnsureSuccessStatusCode();
        }
    }

    private static Dictionary<string, object> Message(
        IReadOnlyList<DemoMessages.Line> lines,
        int i,
        long group,
        DateTimeOffset now
    )
    {
        var line = lines[i];
        var (name, language) = DemoMessages.Writers[line.Writer];
        var writer = FirstWriter + line.Writer;
        var message = new Dictionary<string, object>
        {
            ["message_id"] = FirstMessage + i,
            ["date"] = (now - line.Ago).ToUnixTimeSeconds(),
            ["chat"] = line.Private
                ? (object)
                    new
                    {
                        id = writer,
                        type = "private",
                        first_name = name,
                    }
                : new
                {
                    id = group,
                    type = "supergroup",
                    title = DemoCast.GroupTitle,
                },
            ["from"] = new
            {
                id = writer,
                is_bot = false,
                first_name = name,
                language_code = language,
            },
            ["text"] = line.Text,
        };
        if (line.ReplyTo is { } to)
            message["reply_to_message"] = Message(lines, to, group, now);
        return message;
    }
}
