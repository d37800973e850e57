using SharedCommunity.Channels.Inbound;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Dispatch;

/// <summary>
/// The link that a community hands out for its private line: <c>t.me/bot?start=its-name</c>. Where a bot serves several
/// communities, whoever opens it need not be asked which one they mean.
/// </summary>
internal static class StartLink
{
    /// <summary>The link of a community on a bot.</summary>
    public static string Of(string bot, string slug) => $"https://t.me/{bot}?start={Uri.EscapeDataString(slug)}";

    /// <summary>True where the person's line belongs, from now on, to another community than the scope's.</summary>
    public static async Task<bool> Choose(
        LaneEvent e,
        InboundSender person,
        string slug,
        UnitOfWork unit,
        CancellationToken ct
    ) =>
        await unit.Call(
            "channels.choose_community",
            [e.Connection.Value, person.AccountId, slug, unit.Now],
            row => row.GetGuid(0),
            ct
        )
            is [_];
}
