using System.Net;
using System.Text;
using System.Text.Json;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Crashes;

/// <summary>
/// Thousands of Telegram updates, bent in every way that a wire, a stranger or a new version of the platform can bend
/// them. What each must be answered is worked out here, from the rule alone, not with the connector's code.
/// </summary>
public sealed class BadInputTests(HostFixture host, ITestOutputHelper output) : IClassFixture<HostFixture>
{
    private const int Cases = 5_000;
    private const int AtLeastOfEach = 500;
    private const int LargestBody = 1024 * 1024;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private sealed record Post(string Path, string? Secret, byte[] Body, int Expected);

    [Fact]
    public async Task Each_is_answered_as_the_rule_says_and_what_was_taken_is_journalled()
    {
        var agency = await host.Field.Agency("North");
        var group = await host.TelegramGroup(await host.Field.Community(agency), agency);
        var random = new Random(20260302);
        var posts = Enumerable.Range(0, Cases).Select(i => Bend(group, random, i)).ToList();
        foreach (var status in new[] { 200, 400, 401 })
            Assert.True(posts.Count(post => post.Expected == status) >= AtLeastOfEach, $"too few cases of {status}");

        using var client = host.Stranger();
        List<string> failures = [];
        await Parallel.ForEachAsync(
            posts,
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (post, _) =>
            {
                using var answer = await FakeTelegram.Post(
                    client,
                    new Uri(host.Address, post.Path),
                    post.Secret,
                    post.Body
                );
                if ((int)answer.StatusCode == post.Expected)
                    return;
                lock (failures)
                    failures.Add($"{(int)answer.StatusCode}, not {post.Expected}: {Shown(post)}");
            }
        );
        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(20)));

        var kept = (
            await host.Database.Read(
                "select payload from channels.journal where connection_id = $1",
                row => Convert.ToHexString(row.GetFieldValue<byte[]>(0)),
                group.Connection
            )
        ).ToHashSet();
        var lost = posts.Where(post => post.Expected == 200 && !kept.Contains(Convert.ToHexString(post.Body))).ToList();
        Assert.True(
            lost.Count == 0,
            $"{lost.Count} were answered 200 and are not in the journal, such as {lost.Select(Shown).FirstOrDefault()}"
        );
        output.WriteLine(
            string.Join(
                ", ",
                posts.CountBy(post => post.Expected).OrderBy(p => p.Key).Select(p => $"{p.Value} x {p.Key}")
            )
        );
    }

    private static Post Bend(GroupInField group, Random random, int number)
    {
        var path = $"/hooks/telegram/{group.Connection}";
        var secret = group.WebhookSecret;
        var good = TelegramUpdates
            .GroupMessage(group.Group, RunningHost.Newcomer(), $"Text {number} — سؤال, ça va?")
            .Bytes();
        // A fifth come from strangers, with bodies good and bad alike: who has no secret learns nothing of the body.
        if (number % 5 == 0)
        {
            var body = random.Next(2) == 0 ? good : Broken(good, random);
            return random.Next(5) switch
            {
                0 => new Post(path, null, body, 401),
                1 => new Post(path, "", body, 401),
                2 => new Post(path, secret + "x", body, 401),
                3 => new Post(path, secret[..^1], body, 401),
                _ => new Post($"/hooks/telegram/{Guid.CreateVersion7()}", secret, body, 401),
            };
        }
        var bent = (number % 5) switch
        {
            1 => Broken(good, random),
            2 => Odd(good, number, random),
            3 => Flipped(good, random),
            _ => good,
        };
        return new Post(path, secret, bent, Judge(bent));
    }

    /// <summary>The rule: not JSON, no id or over 1 MB is 400; everything else is kept.</summary>
    private static int Judge(byte[] body)
    {
        if (body.Length > LargestBody)
            return 400;
        try
        {
            // JSON is UTF-8, or it is not JSON.
            _ = StrictUtf8.GetCharCount(body);
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 64 });
            return
                json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("update_id", out var id)
                && id.ValueKind == JsonValueKind.Number
                && id.TryGetInt64(out _)
                ? 200
                : 400;
        }
        catch (Exception notJson) when (notJson is JsonException or DecoderFallbackException)
        {
            return 400;
        }
    }

    /// <summary>Not JSON, or without an id.</summary>
    private static byte[] Broken(byte[] good, Random random)
    {
        var text = Encoding.UTF8.GetString(good);
        return random.Next(9) switch
        {
            0 => [],
            1 => good[..random.Next(1, good.Length)],
            2 => Encoding.UTF8.GetBytes("[" + text + "]"),
            3 => Encoding.UTF8.GetBytes(text.Replace("update_id", "updateid", StringComparison.Ordinal)),
            4 => Encoding.UTF8.GetBytes(text + "}"),
            5 => Encoding.UTF8.GetBytes("null"),
            6 => Encoding.UTF8.GetBytes(
                text.Replace("\"update_id\":", "\"update_id\":\"x\",\"y\":", StringComparison.Ordinal)
            ),
            7 => [.. good, .. new byte[] { 0 }],
            _ => Encoding.UTF8.GetBytes(new string('{', random.Next(1, 2000))),
        };
    }

    /// <summary>JSON with an id that no version of ours knows what to do with.</summary>
    private static byte[] Odd(byte[] good, int number, Random random)
    {
        var id = 1_500_000_000 + number;
        return Encoding.UTF8.GetBytes(
            random.Next(9) switch
            {
                0 => $$$"""{"update_id":{{{id}}}}""",
                1 => $$$"""{"update_id":{{{id}}},"message":null}""",
                2 => $$$"""{"update_id":{{{id}}},"message":{"chat":"no object"}}""",
                3 =>
                    $$$"""{"update_id":{{{id}}},"message":{"message_id":{{{long.MaxValue}}},"chat":{"id":{{{long.MinValue}}}},"date":-1}}""",
                4 => $$$"""{"update_id":{{{id}}},"something_new":{"a":[{},[],1e308,"\ud83d\ude00"]}}""",
                5 => $$$"""{"something_before":[[[]]],"update_id":{{{id}}}}""",
                6 => $$$"""{"update_id":{{{id}}},"message":{"text":"{{{new string('x', 100_000)}}}"}}""",
                7 => Encoding
                    .UTF8.GetString(good)
                    .Replace("\"type\":\"supergroup\"", "\"type\":7", StringComparison.Ordinal),
                _ => Encoding
                    .UTF8.GetString(good)
                    .Replace("\"date\":", "\"date\":1e9,\"x\":", StringComparison.Ordinal),
            }
        );
    }

    /// <summary>A few bytes changed anywhere; sometimes far too long.</summary>
    private static byte[] Flipped(byte[] good, Random random)
    {
        if (random.Next(100) == 0)
            return [.. good, .. Encoding.UTF8.GetBytes(new string(' ', LargestBody))];
        var bent = good.ToArray();
        for (var flips = random.Next(1, 4); flips > 0; flips--)
            bent[random.Next(bent.Length)] = (byte)random.Next(256);
        return bent;
    }

    private static string Shown(Post post) =>
        $"{post.Path[..20]}… {(post.Secret is null ? "no secret" : "secret")} {Encoding.UTF8.GetString(post.Body.AsSpan(0, Math.Min(post.Body.Length, 160)))}";
}
