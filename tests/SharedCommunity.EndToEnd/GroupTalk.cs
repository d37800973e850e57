using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Testing;

namespace SharedCommunity.EndToEnd;

/// <summary>What is said in the community's group, and to its bot alone: the platform calls our webhook with it.</summary>
public sealed class GroupTalk(Site site, GroupInField group)
{
    /// <summary>The group, its bot and their secrets.</summary>
    public GroupInField Told => group;

    /// <summary>The group's id on the platform.</summary>
    public long Chat => group.Group.Id;

    /// <summary>Somebody writes in the group.</summary>
    public Task<TelegramUpdate> Say(Person who, string text, DateTimeOffset? at = null) =>
        Deliver(TelegramUpdates.GroupMessage(group.Group, who, text, at));

    /// <summary>Somebody writes to the bot alone.</summary>
    public Task<TelegramUpdate> Whisper(Person who, string text, DateTimeOffset? at = null) =>
        Deliver(TelegramUpdates.PrivateMessage(who, text, at));

    private async Task<TelegramUpdate> Deliver(TelegramUpdate update)
    {
        await site.Deliver(group, update);
        return update;
    }
}
