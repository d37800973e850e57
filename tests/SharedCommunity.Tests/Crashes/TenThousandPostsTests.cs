using System.Collections.Concurrent;
using System.Net;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Crashes;

/// <summary>
/// Ten thousand questions of ten thousand members, one in five posted twice, 32 at a time, the host killed three times
/// while posts are in flight and lanes are not empty. What was not answered 200 is posted again, as Telegram does.
/// </summary>
public sealed class TenThousandPostsTests(HostFixture host, ITestOutputHelper output) : IClassFixture<HostFixture>
{
    private const int Questions = 10_000;
    private const int Private = 200;
    private const int Callers = 32;
    private const int Kills = 3;

    private readonly ConcurrentQueue<TelegramUpdate> posts = new();
    private int inFlight;
    private int accepted;

    [Fact]
    public async Task Every_question_takes_effect_once_whatever_crashes()
    {
        var agency = await host.Field.Agency("North");
        await host.Field.Staff(agency, Role.Moderator);
        var group = await host.TelegramGroup(await host.Field.Community(agency), agency);
        await host.Stop();
        Fill(group);

        var address = host.Address;
        var process = await HostProcess.Start(host.Database, host.Telegram.BaseAddress, address);
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Callers });
            using var done = new CancellationTokenSource();
            var callers = Enumerable
                .Range(0, Callers)
                .Select(_ => Call(client, group.Hook(address), group.WebhookSecret, done.Token));
            var all = Task.WhenAll(callers);
            var killed = 0;
            for (var attempt = 0; killed < Kills; attempt++)
            {
                Assert.True(attempt < 30, $"only {killed} kills met posts in flight and lanes that were not empty");
                var goal = (killed + 1) * Questions / (Kills + 1);
                while (Volatile.Read(ref accepted) < goal || Volatile.Read(ref inFlight) == 0)
                    await Task.Delay(5, TestContext.Current.CancellationToken);
                var flying = Volatile.Read(ref inFlight);
                await process.Kill();
                var waiting = await Count("select count(*) from channels.waiting_events");
                output.WriteLine($"killed after {accepted} accepted, {flying} in flight, {waiting} waiting in lanes");
                if (flying > 0 && waiting > 0)
                    killed++;
                await process.DisposeAsync();
                process = await HostProcess.Start(host.Database, host.Telegram.BaseAddress, address);
            }

            await Eventually.Becomes(
                () => Task.FromResult(Volatile.Read(ref accepted)),
                count => count == Questions + (Questions / 5),
                TimeSpan.FromMinutes(2)
            );
            await done.CancelAsync();
            await all;
            await Eventually.Becomes(
                () => Count("select count(*) from channels.waiting_events"),
                waiting => waiting == 0,
                TimeSpan.FromMinutes(2)
            );
            await AssertOnce();
        }
        finally
        {
            await process.DisposeAsync();
        }
    }

    private async Task AssertOnce()
    {
        Assert.Equal(0, await Count("select count(*) from channels.parked_events"));
        Assert.Equal(Questions, await Count("select count(*) from channels.journal"));
        Assert.Equal(Questions, await Count("select count(*) from channels.messages where not outgoing"));
        Assert.Equal(Questions, await Count("select count(*) from moderation.inquiries"));
        Assert.Equal(Questions, await Count("select count(*) from membership.members"));

        // Each new private writer is told once who reads this; the pump keeps to the platform's pace.
        await Eventually.Becomes(
            () => Count("select count(*) from channels.deliveries where state in ('Waiting', 'Attempted')"),
            waiting => waiting == 0,
            TimeSpan.FromMinutes(2)
        );
        var twice = host.Telegram.Sent.GroupBy(sent => (sent.ChatId, sent.Text)).Where(same => same.Count() > 1);
        Assert.Empty(twice);
        Assert.Equal(
            await Count("select count(*) from channels.deliveries where state = 'Sent'"),
            host.Telegram.Sent.Count - await Count("select count(*) from channels.deliveries where state = 'Unknown'"),
            0.5 + await Count("select count(*) from channels.deliveries where state = 'Unknown'")
        );
        output.WriteLine($"{host.Telegram.Sent.Count} deliveries went out, none twice");
    }

    private void Fill(GroupInField group)
    {
        for (var i = 0; i < Questions; i++)
        {
            var who = RunningHost.Newcomer($"Member {i}");
            var text = $"Question {i}: where can I register my child for school?";
            var update =
                i % (Questions / Private) == 0
                    ? TelegramUpdates.PrivateMessage(who, text)
                    : TelegramUpdates.GroupMessage(group.Group, who, text);
            posts.Enqueue(update);
            if (i % 5 == 0)
                posts.Enqueue(update);
        }
    }

    private async Task Call(HttpClient client, Uri hook, string secret, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            if (!posts.TryDequeue(out var update))
            {
                await Task.Delay(20, CancellationToken.None);
                continue;
            }
            Interlocked.Increment(ref inFlight);
            var taken = await Post(client, hook, secret, update);
            Interlocked.Decrement(ref inFlight);
            if (taken)
            {
                Interlocked.Increment(ref accepted);
                continue;
            }
            posts.Enqueue(update);
            await Task.Delay(50, CancellationToken.None);
        }
    }

    private static async Task<bool> Post(HttpClient client, Uri hook, string secret, TelegramUpdate update)
    {
        try
        {
            using var answer = await FakeTelegram.Post(client, hook, secret, update.Bytes());
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<long> Count(string sql) => (await host.Database.Read(sql, row => row.GetInt64(0)))[0];
}
