using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Inquiries;

namespace SharedCommunity.Moderation.Intake;

/// <summary>An inquiry as the intake sees it while a batch of messages is worked: one that exists, or one being made.</summary>
internal sealed class Thread
{
    public required InquiryId Id { get; init; }
    public required MemberId Member { get; init; }
    public required ChannelId? Channel { get; init; }
    public required bool Private { get; init; }
    public required Instant LastMessageAt { get; set; }
    public required string Text { get; set; }
    public InquiryState State { get; set; }
    public AgencyId? Custody { get; init; }
    public Instant? ClaimUntil { get; init; }
    public Instant? ClosedAt { get; set; }
    public CloseReason? ClosedFor { get; init; }
    public Instant StartsAt { get; set; }
    public Instant? RespondBy { get; set; }
    public Instant? DueSoonFrom { get; set; }
    public Duration? WaitingLeft { get; init; }

    /// <summary>The message and source that make a new one; null for one that exists.</summary>
    public (MessagePosted Message, InquirySource Source)? New { get; init; }

    /// <summary>Whether anything of an existing one is to be written.</summary>
    public bool Touched { get; set; }

    /// <summary>Whether what an answer would be about has changed.</summary>
    public bool Changed { get; set; }

    public void Append(string text)
    {
        if (text.Length > 0)
            Text = Text.Length == 0 ? text : $"{Text}\n{text}";
    }
}
