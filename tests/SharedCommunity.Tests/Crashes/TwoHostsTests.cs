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

    private static async Task<RunningHost> Started()
    {
        var host = new RunningHost();
        await host.InitializeAsync();
        return host;
    }
}
