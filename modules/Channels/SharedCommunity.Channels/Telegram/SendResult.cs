using NodaTime;

namespace SharedCommunity.Channels.Telegram;

/// <summary>What became of an attempt to send; codes are ours, short and without anybody's words.</summary>
internal abstract record SendResult
{
    /// <summary>The platform took it and gave it this id.</summary>
    public sealed record Sent(string PlatformMessageId) : SendResult;

    /// <summary>Certainly not sent; try again after this time, not earlier.</summary>
    public sealed record RetryAfter(Duration Wait, string Code) : SendResult;

    /// <summary>This person cannot be written to: blocked, gone, or never started the bot.</summary>
    public sealed record RecipientGone(string Code) : SendResult;

    /// <summary>Nothing can be sent here until staff mend it: the bot was removed, the group deleted, the token revoked.</summary>
    public sealed record ChannelStopped(string Code) : SendResult;

    /// <summary>The group goes on under another id; send there.</summary>
    public sealed record Migrated(string ToChatId) : SendResult;

    /// <summary>Certainly not sent, and never will be as it is.</summary>
    public sealed record Refused(string Code) : SendResult;

    /// <summary>It may have been sent or not; a person decides, it is not repeated.</summary>
    public sealed record Unknown(string Code) : SendResult;
}
