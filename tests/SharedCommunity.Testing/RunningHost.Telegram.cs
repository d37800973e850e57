using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Testing;

/// <summary>A group of a community on an agency's bot.</summary>
public sealed record GroupInField(
    CommunityInField Community,
    Guid Connection,
    Guid Channel,
    FakeBot Bot,
    Group Group,
    string WebhookSecret
)
{
    /// <summary>Where the platform posts this bot's updates, on a host.</summary>
    public Uri Hook(Uri host) => new(host, $"/hooks/telegram/{Connection}");
}

public partial class RunningHost
{
    private static long chats = 1_001_000_000_000;
    private static long people = 700_000_000;

    /// <summary>Somebody new who has a Telegram account.</summary>
    public static Person Newcomer(string name = "Amina", string? language = null) =>
        new(Interlocked.Increment(ref people), name, LanguageCode: language);

    /// <summary>Connects a bot of an agency and binds a new group to a community.</summary>
    public async Task<GroupInField> TelegramGroup(CommunityInField community, AgencyInField owner, FakeBot? bot = null)
    {
        bot ??= Telegram.AddBot($"bot_{Interlocked.Increment(ref chats)}");
        var setup = Services.GetRequiredService<IChannelSetup>();
        var connection = await Work.Run(
            Scope.Agency(AgencyId.From(owner.Id)),
            (unit, ct) =>
                setup.ConnectTelegram(
                    unit,
                    bot.Identity.Token,
                    bot.Identity.Username,
                    ConnectionMode.Webhook,
                    demo: false,
                    ct
                )
        );
        return await AnotherGroup(community, owner, bot, connection.Id.Value, connection.WebhookSecret);
    }

    /// <summary>Binds one more group on a connection that is there.</summary>
    public async Task<GroupInField> AnotherGroup(
        CommunityInField community,
        AgencyInField owner,
        FakeBot bot,
        Guid connection,
        string webhookSecret
    )
    {
        var group = new Group(-Interlocked.Increment(ref chats), $"Newcomers {community.Slug}");
        Telegram.AddGroup(group);
        var setup = Services.GetRequiredService<IChannelSetup>();
        var channel = await Work.Run(
            Scope.Agency(AgencyId.From(owner.Id)),
            (unit, ct) =>
                setup.BindGroup(
                    unit,
                    CommunityId.From(community.Id),
                    ConnectionId.From(connection),
                    group.Id.ToString(CultureInfo.InvariantCulture),
                    group.Title,
                    ct
                )
        );
        return new GroupInField(community, connection, channel.Value, bot, group, webhookSecret);
    }

    /// <summary>Somebody writes in a group.</summary>
    public Task TelegramSays(GroupInField group, Person who, string text) =>
        Deliver(group, TelegramUpdates.GroupMessage(group.Group, who, text));

    /// <summary>Somebody writes to the bot alone.</summary>
    public Task TelegramSaysPrivately(GroupInField group, Person who, string text) =>
        Deliver(group, TelegramUpdates.PrivateMessage(who, text));

    /// <summary>Posts an update to the host's hook, which must take it.</summary>
    public async Task Deliver(GroupInField group, TelegramUpdate update)
    {
        using var answer = await Telegram.PostTo(group.Hook(Address), group.WebhookSecret, update);
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new HttpRequestException($"The hook answered {(int)answer.StatusCode}.");
    }

    /// <summary>The shared queue as a staff member sees it.</summary>
    public async Task<JsonArray> QueueOf(CommunityInField community, StaffInField staff)
    {
        using var client = As(staff);
        return (await client.Get($"/api/v1/communities/{community.Id}/queue"))["items"]!.AsArray();
    }

    /// <summary>Waits until an inquiry with such a text is in the queue.</summary>
    public async Task<JsonNode> InquiryOf(CommunityInField community, StaffInField staff, string text)
    {
        var queue = await Eventually.Becomes(
            () => QueueOf(community, staff),
            items => items.Any(item => ((string)item!["text"]!).Contains(text, StringComparison.Ordinal))
        );
        return queue.First(item => ((string)item!["text"]!).Contains(text, StringComparison.Ordinal))!;
    }
}
