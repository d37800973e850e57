using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>The community's group on the platform, and what is said in it.</summary>
public sealed class TelegramGroup
{
    private readonly Site site;

    private TelegramGroup(Site site, FakeBot bot, Group chat) => (this.site, Bot, Chat) = (site, bot, chat);

    /// <summary>The community's bot.</summary>
    public FakeBot Bot { get; }

    /// <summary>The group.</summary>
    public Group Chat { get; }

    /// <summary>What the bot sent into a chat, oldest first.</summary>
    public IReadOnlyList<SentMessage> SentTo(long chat) =>
        [.. site.Telegram.Sent.Where(message => message.ChatId == chat)];

    /// <summary>Connects a bot of agency A by webhook and binds its group to the community.</summary>
    public static async Task<TelegramGroup> Connect(Site site)
    {
        var bot = site.Telegram.AddBot();
        var chat = new Group(-1_001_700_000_001, "First Steps: questions and answers");
        site.Telegram.AddGroup(chat);
        site.Telegram.SetMember(chat, bot.Identity.AsPerson(), "administrator", isBot: true);
        var setup = site.Services.GetRequiredService<IChannelSetup>();
        var made = await site.Work.Run(
            Scope.Agency(AgencyId.From(site.A.Id)),
            async (unit, ct) =>
            {
                var connection = await setup.ConnectTelegram(
                    unit,
                    bot.Identity.Token,
                    bot.Identity.Username,
                    ConnectionMode.Webhook,
                    demo: false,
                    ct
                );
                var title = chat.Title;
                await setup.BindGroup(
                    unit,
                    CommunityId.From(site.Community.Id),
                    connection.Id,
                    chat.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    title,
                    ct
                );
                return connection;
            },
            TestContext.Current.CancellationToken
        );
        using var api = new HttpClient { BaseAddress = site.Telegram.BaseAddress };
        var webhook = new Dictionary<string, string>
        {
            ["url"] = new Uri(site.Address, $"/hooks/telegram/{made.Id}").ToString(),
            ["secret_token"] = made.WebhookSecret,
        };
        using var form = new FormUrlEncodedContent(webhook);
        var answer = await api.PostAsync($"/bot{bot.Identity.Token}/setWebhook", form);
        answer.EnsureSuccessStatusCode();
        return new TelegramGroup(site, bot, chat);
    }

    /// <summary>Somebody writes in the group; the platform calls our webhook, which must take it.</summary>
    public Task<TelegramUpdate> Say(Person who, string text, DateTimeOffset? at = null) =>
        Deliver(TelegramUpdates.GroupMessage(Chat, who, text, at));

    /// <summary>Somebody writes to the bot alone.</summary>
    public Task<TelegramUpdate> Whisper(Person who, string text, DateTimeOffset? at = null) =>
        Deliver(TelegramUpdates.PrivateMessage(who, text, at));

    private async Task<TelegramUpdate> Deliver(TelegramUpdate update)
    {
        var status = await site.Telegram.Deliver(Bot, update);
        Assert.Equal(System.Net.HttpStatusCode.OK, status);
        return update;
    }
}
