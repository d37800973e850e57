using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using Xunit;

namespace SharedCommunity.Tests.Channels;

/// <summary>A community's own link says which of a bot's communities is meant.</summary>
public sealed class StartLinkTests(ChannelsFixture channels) : IClassFixture<ChannelsFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<(ConnectionId Connection, CommunityId Second, string Slug)> Shared()
    {
        var second = CommunityId.New();
        var slug = $"portal-{Random.Shared.Next()}";
        await channels.AddCommunity(second, slug, "Francophone portal");
        var bot = channels.Telegram.AddBot($"bot_{Random.Shared.Next(1_000_000)}");
        var connection = await channels.Work.Run(
            Scope.Agency(channels.Owner),
            async (unit, ct) =>
            {
                var setup = channels.Services.GetRequiredService<IChannelSetup>();
                var made = await setup.ConnectTelegram(
                    unit,
                    bot.Identity.Token,
                    bot.Identity.Username,
                    ConnectionMode.Webhook,
                    false,
                    ct
                );
                await setup.BindGroup(unit, channels.Community, made.Id, $"-1{Random.Shared.Next()}", "First", ct);
                await setup.BindGroup(unit, second, made.Id, $"-2{Random.Shared.Next()}", "Second", ct);
                return made.Id;
            },
            Stop
        );
        return (connection, second, slug);
    }

    private Task<List<string>> Texts(CommunityId community, Person of) =>
        channels.Database.Read(
            """
            select m.text from channels.messages m join channels.channel_accounts a on a.id = m.channel_account_id
            where m.community_id = $1 and a.account = $2 order by m.sent_at, m.platform_message_id
            """,
            row => row.GetString(0),
            community.Value,
            $"{of.Id}"
        );

    [Fact]
    public async Task Whoever_opens_a_communitys_link_is_not_asked_and_is_told_who_reads_along()
    {
        var (connection, second, slug) = await Shared();
        var person = new Person(7_800_000 + Random.Shared.Next(100_000), "Aya");
        await channels.Said(connection, TelegramUpdates.Start(person, slug));
        await channels.Said(connection, TelegramUpdates.PrivateMessage(person, "Bonjour"));
        await channels.Dispatch();
        Assert.Equal(["Bonjour"], await Texts(second, person));
        Assert.Empty(await Texts(channels.Community, person));
        Assert.Equal(
            [1L],
            await channels.Count(
                "select count(*) from channels.deliveries d join channels.channel_accounts a on a.id = d.to_account_id where a.account = $1",
                $"{person.Id}"
            )
        );
    }

    [Fact]
    public async Task What_was_written_before_the_link_was_opened_goes_where_the_link_says()
    {
        var (connection, second, slug) = await Shared();
        var person = new Person(7_900_000 + Random.Shared.Next(100_000), "Aya");
        await channels.Said(connection, TelegramUpdates.PrivateMessage(person, "J'ai une question"));
        await channels.Dispatch();
        Assert.Empty(await Texts(second, person));
        await channels.Said(connection, TelegramUpdates.Start(person, slug));
        await channels.Dispatch();
        Assert.Equal(["J'ai une question"], await Texts(second, person));
    }

    [Fact]
    public async Task Another_communitys_link_moves_the_line_there_and_a_made_up_one_moves_nothing()
    {
        var (connection, second, slug) = await Shared();
        var person = new Person(8_000_000 + Random.Shared.Next(100_000), "Aya");
        await channels.Said(connection, TelegramUpdates.Start(person, "newcomers"));
        await channels.Said(connection, TelegramUpdates.PrivateMessage(person, "one"));
        await channels.Said(connection, TelegramUpdates.Start(person, "no-such-community"));
        await channels.Said(connection, TelegramUpdates.PrivateMessage(person, "two"));
        await channels.Said(connection, TelegramUpdates.Start(person, slug));
        await channels.Said(connection, TelegramUpdates.PrivateMessage(person, "three"));
        await channels.Dispatch();
        Assert.Equal(["one", "two"], await Texts(channels.Community, person));
        Assert.Equal(["three"], await Texts(second, person));
    }
}
