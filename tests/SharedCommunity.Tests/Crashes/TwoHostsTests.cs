using System.Text.Json.Nodes;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Crashes;

/// <summary>Two host processes on one database.</summary>
public sealed class TwoHostsTests
{
    [Fact]
    public async Task A_claim_on_one_is_shown_on_the_other()
    {
        await using var host = await Started();
        var (north, south) = (await host.Field.Agency("North"), await host.Field.Agency("South"));
        var community = await host.Field.Community(north, [south]);
        var (ours, theirs) = (
            await host.Field.Staff(north, Role.Moderator),
            await host.Field.Staff(south, Role.Moderator)
        );
        var group = await host.TelegramGroup(community, north);
        await host.TelegramSays(group, RunningHost.Newcomer(), "Where can I learn English in the evening?");
        var inquiry = await host.InquiryOf(community, ours, "learn English");
        await host.Stop();

        await using var first = await HostProcess.Start(host.Database, host.Telegram.BaseAddress);
        await using var second = await HostProcess.Start(host.Database, host.Telegram.BaseAddress);
        using var claimant = Doors.As(first.Address, ours);
        using var onlooker = Doors.As(second.Address, theirs);
        await claimant.Post(
            $"/api/v1/inquiries/{inquiry["id"]}/claim",
            new JsonObject { ["version"] = (int)inquiry["version"]! }
        );
        var shown = await Eventually.Becomes(
            () => onlooker.Get($"/api/v1/inquiries/{inquiry["id"]}"),
            seen => (string?)seen["state"] == "claimed"
        );
        Assert.NotNull(shown["claim"]);
    }

    [Fact]
    public async Task A_dispatcher_that_dies_leaves_its_batch_to_the_other()
    {
        const int Events = 400;
        await using var host = await Started();
        var agency = await host.Field.Agency("East");
        var group = await host.TelegramGroup(await host.Field.Community(agency), agency);
        await host.Stop();
        await using var first = await HostProcess.Start(host.Database, host.Telegram.BaseAddress);
        await using var second = await HostProcess.Start(host.Database, host.Telegram.BaseAddress);
        await Parallel.ForAsync(
            0,
            Events,
            new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (i, _) =>
            {
                var update = TelegramUpdates.GroupMessage(
                    group.Group,
                    RunningHost.Newcomer(),
                    $"Hello, I am number {i}"
                );
                using var answer = await host.Telegram.PostTo(group.Hook(first.Address), group.WebhookSecret, update);
                answer.EnsureSuccessStatusCode();
            }
        );
        await first.Kill();

        await Eventually.Becomes(
            async () =>
                (
                    await host.Database.Read(
                        "select count(*) from channels.messages where channel_id = $1",
                        row => row.GetInt64(0),
                        group.Channel
                    )
                )[0],
            count => count == Events,
            TimeSpan.FromSeconds(60)
        );
    }

    [Fact]
    public async Task A_tap_that_comes_to_both_takes_effect_once()
    {
        await using var host = await Started();
        var north = await host.Field.Agency("North");
        var community = await host.Field.Community(north);
        var ours = await host.Field.Staff(north, Role.Moderator);
        var group = await host.TelegramGroup(community, north);
        var person = RunningHost.Newcomer("Huda", "ar");
        await host.TelegramSaysPrivately(group, person, "كيف أسجل ابنتي في المدرسة؟");
        var inquiry = await host.InquiryOf(community, ours, "المدرسة");
        using var api = host.As(ours);
        await api.Post(
            $"/api/v1/inquiries/{inquiry["id"]}/answer",
            new JsonObject
            {
                ["version"] = (int)inquiry["version"]!,
                ["text"] = "في مكتب التسجيل.",
                ["askIfHelped"] = true,
            }
        );
        var asked = await Eventually.Becomes(
            () => Task.FromResult(host.Telegram.Sent.FirstOrDefault(s => s.ChatId == person.Id && s.Buttons.Count > 0)),
            sent => sent is not null
        );
        Assert.Equal("في مكتب التسجيل.\n\nهل أفادك هذا الجواب؟", asked!.Text);
        Assert.Equal(["نعم", "لا"], asked.Buttons.Select(b => b.Label));
        await host.Stop();

        await using var first = await HostProcess.Start(host.Database, host.Telegram.BaseAddress);
        await using var second = await HostProcess.Start(host.Database, host.Telegram.BaseAddress);
        TelegramUpdate[] taps =
        [
            host.Telegram.Tap(asked, person, "لا"),
            host.Telegram.Tap(asked, person, "لا"),
            host.Telegram.Tap(asked, person, "نعم"),
        ];
        // Each of them comes to each host, all at about the same time; the platform repeats what it is not sure of.
        using (var answer = await host.Telegram.PostTo(group.Hook(first.Address), group.WebhookSecret, taps[0]))
            answer.EnsureSuccessStatusCode();
        await Parallel.ForEachAsync(
            taps.SelectMany(tap => new[] { (first.Address, tap), (second.Address, tap) }),
            async (post, _) =>
            {
                using var answer = await host.Telegram.PostTo(group.Hook(post.Address), group.WebhookSecret, post.tap);
                answer.EnsureSuccessStatusCode();
            }
        );
        await Eventually.Becomes(
            () => Task.FromResult(host.Telegram.ButtonsUnder(asked).Count),
            left => left == 0,
            TimeSpan.FromSeconds(30)
        );
        await Eventually.Becomes(
            async () =>
                (await host.Database.Read("select count(*) from channels.waiting_events", row => row.GetInt64(0)))[0],
            waiting => waiting == 0,
            TimeSpan.FromSeconds(30)
        );
        Assert.Equal(
            ["Opened", "Answered", "NotHelped", "Reopened", "Assigned"],
            await host.Database.Read(
                "select kind from moderation.inquiry_events where inquiry_id = $1 order by at, id",
                row => row.GetString(0),
                Guid.Parse((string)inquiry["id"]!)
            )
        );
        Assert.Empty(host.Telegram.UndocumentedParameters);
    }

    private static async Task<RunningHost> Started()
    {
        var host = new RunningHost();
        await host.InitializeAsync();
        return host;
    }
}
