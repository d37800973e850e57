using NodaTime;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Channels.Contracts;

/// <summary>A person posted something.</summary>
/// <param name="CommunityId">The community.</param>
/// <param name="Message">The message.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Account">Who wrote it.</param>
/// <param name="WriterName">The writer's name as the platform shows it.</param>
/// <param name="LanguageHint">The language of the writer's app, BCP 47; null where unknown.</param>
/// <param name="Text">The text or caption; empty for a bare attachment.</param>
/// <param name="Private">Whether it was written on the private line; it stays hidden until it is placed.</param>
/// <param name="RepliesToPerson">Whether it is a reply to a person (a reply to our bot is not).</param>
/// <param name="RepliesToBot">Whether it is a reply to something that went out through us.</param>
/// <param name="SentAt">The platform's time of the message.</param>
/// <param name="ByStaff">Posted by the group itself or an anonymous administrator: no member stands behind it.</param>
/// <param name="BotName">Our bot's user name: a command that names another bot is not ours; null where unknown.</param>
/// <param name="AnswersChoice">
/// Whether the whole of it is one of the answers that the message before offered: it is announced as
/// <see cref="ChoiceMade"/> too, and asks for nothing.
/// </param>
/// <param name="AnswersFor">The agency that alone reads it, where what it answers stays with that agency; else null.</param>
public sealed record MessagePosted(
    CommunityId CommunityId,
    MessageId Message,
    ChannelId Channel,
    ChannelAccountId Account,
    string WriterName,
    string? LanguageHint,
    string Text,
    bool Private,
    bool RepliesToPerson,
    bool RepliesToBot,
    Instant SentAt,
    bool ByStaff,
    string? BotName = null,
    bool AnswersChoice = false,
    AgencyId? AnswersFor = null
) : IAnnouncement;

/// <summary>A person changed what they had posted.</summary>
/// <param name="CommunityId">The community.</param>
/// <param name="Message">The message.</param>
/// <param name="Text">The new text.</param>
/// <param name="EditedAt">The platform's time of the edit.</param>
public sealed record MessageEdited(CommunityId CommunityId, MessageId Message, string Text, Instant EditedAt)
    : IAnnouncement;

/// <summary>Somebody came into a group of the community.</summary>
/// <param name="CommunityId">The community.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Account">Who came.</param>
/// <param name="Name">Their name as the platform shows it.</param>
/// <param name="At">When.</param>
public sealed record AccountJoined(
    CommunityId CommunityId,
    ChannelId Channel,
    ChannelAccountId Account,
    string Name,
    Instant At
) : IAnnouncement;

/// <summary>Somebody left, or was taken out of, a group of the community.</summary>
/// <param name="CommunityId">The community.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Account">Who left.</param>
/// <param name="At">When.</param>
public sealed record AccountLeft(CommunityId CommunityId, ChannelId Channel, ChannelAccountId Account, Instant At)
    : IAnnouncement;

/// <summary>A delivery came to an end: sent, failed, unknown or recalled.</summary>
/// <param name="CommunityId">The community.</param>
/// <param name="Delivery">The delivery.</param>
/// <param name="State">Where it ended.</param>
/// <param name="Failure">Why it failed, a code of ours.</param>
public sealed record DeliverySettled(CommunityId CommunityId, DeliveryId Delivery, DeliveryState State, string? Failure)
    : IAnnouncement;

/// <summary>A person chose one of the answers that a delivery offered. Each is announced once, however often it is tapped.</summary>
/// <param name="CommunityId">The community.</param>
/// <param name="Delivery">The delivery that offered it.</param>
/// <param name="Account">Who chose: the person it was sent to or, in a group, whom it replied to.</param>
/// <param name="Value">The choice's value, as it was enqueued.</param>
/// <param name="At">When.</param>
public sealed record ChoiceMade(
    CommunityId CommunityId,
    DeliveryId Delivery,
    ChannelAccountId Account,
    string Value,
    Instant At
) : IAnnouncement;
