using Telegram.Bot.Types;

namespace SharedCommunity.Channels.Telegram;

/// <summary>The rights that the bot asks for in a group, and which of them it has not got.</summary>
internal static class TelegramRights
{
    /// <summary>Telegram's own names, in the order in which the console shows them.</summary>
    public static IReadOnlyList<string> Wanted { get; } =
    ["can_delete_messages", "can_restrict_members", "can_invite_users", "can_pin_messages"];

    /// <summary>The wanted rights that this standing does not include; only an administrator has any.</summary>
    public static IReadOnlyList<string> Lacking(ChatMember bot) =>
        bot switch
        {
            ChatMemberOwner => [],
            ChatMemberAdministrator a => [.. Wanted.Where(right => !Has(a, right))],
            _ => Wanted,
        };

    private static bool Has(ChatMemberAdministrator a, string right) =>
        right switch
        {
            "can_delete_messages" => a.CanDeleteMessages,
            "can_restrict_members" => a.CanRestrictMembers,
            "can_invite_users" => a.CanInviteUsers,
            "can_pin_messages" => a.CanPinMessages,
            _ => throw new ArgumentOutOfRangeException(nameof(right), right, "no right of ours"),
        };
}
