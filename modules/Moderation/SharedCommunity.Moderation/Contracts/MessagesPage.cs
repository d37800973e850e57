using NodaTime;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Moderation.Contracts;

/// <summary>All that one look at the messages shows, read in one unit of work.</summary>
/// <param name="CommunityName">What the community is called.</param>
/// <param name="TimeZone">The community's time zone, a tz database id.</param>
/// <param name="AsOf">What came later is counted, not shown.</param>
/// <param name="ReadAt">When it was read.</param>
/// <param name="MayMark">Whether the reader may make an inquiry of a message.</param>
/// <param name="Places">The groups and private lines.</param>
/// <param name="Rows">The messages: newest first in a list, oldest first around one of them.</param>
/// <param name="Next">Where the list goes on; null at its end.</param>
/// <param name="New">How many came after <paramref name="AsOf"/>.</param>
/// <param name="Around">The message that the others are shown around.</param>
/// <param name="HasEarlier">Whether there is more before the messages around it.</param>
/// <param name="HasLater">Whether there is more after them.</param>
/// <param name="IsGone">Whether a message was asked for that is not there, or not for the reader.</param>
/// <param name="Marked">The message that a notice is about.</param>
public sealed record MessagesPageModel(
    string CommunityName,
    string TimeZone,
    Instant AsOf,
    Instant ReadAt,
    bool MayMark,
    IReadOnlyList<MessagePlace> Places,
    IReadOnlyList<MessageRow> Rows,
    string? Next,
    int New,
    MessageRow? Around,
    bool HasEarlier,
    bool HasLater,
    bool IsGone,
    MessageRow? Marked
);

/// <summary>A group or a private line.</summary>
/// <param name="Id">The channel.</param>
/// <param name="Platform">The platform, lower case.</param>
/// <param name="PrivateLine">Whether it is a private line.</param>
/// <param name="Title">The group's title; empty on a private line.</param>
public sealed record MessagePlace(ChannelId Id, string Platform, bool PrivateLine, string Title);

/// <summary>One message.</summary>
/// <param name="Id">The message.</param>
/// <param name="WriterName">Who wrote it; empty for what the community sent without a person's name.</param>
/// <param name="AgencySlug">The agency of who answered; null for members.</param>
/// <param name="AgencyName">Its name.</param>
/// <param name="Text">The words.</param>
/// <param name="Language">Their language, where known.</param>
/// <param name="Attachment">The kind of file that hangs on it; null for none.</param>
/// <param name="SentAt">The platform's time.</param>
/// <param name="Edited">Whether it was changed since.</param>
/// <param name="Private">Whether it was written on a private line.</param>
/// <param name="Outgoing">Whether it went out through us.</param>
/// <param name="Place">Where it was posted.</param>
/// <param name="Inquiry">The inquiry that it belongs to.</param>
/// <param name="CanBeMarked">Whether an inquiry can be made of it: a member wrote it, and it belongs to none.</param>
public sealed record MessageRow(
    MessageId Id,
    string WriterName,
    string? AgencySlug,
    string? AgencyName,
    string Text,
    string? Language,
    string? Attachment,
    Instant SentAt,
    bool Edited,
    bool Private,
    bool Outgoing,
    MessagePlace? Place,
    MessageInquiry? Inquiry,
    bool CanBeMarked
);

/// <summary>The inquiry that a message belongs to.</summary>
/// <param name="Id">The inquiry.</param>
/// <param name="IsClosed">Whether it is closed.</param>
/// <param name="IsNone">Whether somebody said that it is no inquiry.</param>
public sealed record MessageInquiry(InquiryId Id, bool IsClosed, bool IsNone);
