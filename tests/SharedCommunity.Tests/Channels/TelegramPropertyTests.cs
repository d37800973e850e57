using System.Text.Json;
using CsCheck;
using SharedCommunity.Channels.Inbound;
using SharedCommunity.Channels.Telegram;
using Xunit;

namespace SharedCommunity.Tests.Channels;

public sealed class TelegramPropertyTests
{
    [Fact]
    public void The_parser_never_throws_and_lets_no_null_character_through() =>
        Mutated.Payload.Sample(
            raw =>
            {
                switch (TelegramParser.Parse(raw, Sample.Identity))
                {
                    case MessageReceived m:
                        Assert.DoesNotContain('\0', m.Text ?? "");
                        Assert.DoesNotContain('\0', m.Sender.Name);
                        break;
                    case ChoiceTapped tap:
                        Assert.InRange(tap.Index, 0, 99);
                        Assert.NotEqual("", tap.TapId);
                        break;
                    case Unreadable u:
                        Assert.True(u.Reason.Length < 60);
                        break;
                    case null:
                        Assert.Fail("no event");
                        break;
                }
            },
            iter: 20_000,
            print: System.Text.Encoding.UTF8.GetString
        );

    [Fact]
    public void The_intake_agrees_with_a_document_reader() =>
        Mutated.Payload.Sample(
            raw => Assert.Equal(Oracle(raw), TelegramIntake.Scan(raw).Verdict.ToString()),
            iter: 20_000,
            print: System.Text.Encoding.UTF8.GetString
        );

    // Reads the whole document into memory and asks it: another way to the same answer.
    private static string Oracle(byte[] raw)
    {
        try
        {
            _ = new System.Text.UTF8Encoding(false, true).GetString(raw);
            using var document = JsonDocument.Parse(raw);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return "NoId";
            return
                document.RootElement.TryGetProperty("update_id", out var id)
                && id.ValueKind == JsonValueKind.Number
                && id.TryGetInt64(out _)
                ? "Ok"
                : "NoId";
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return "NotJson";
        }
    }
}
