using NodaTime;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Moderation.Contracts;

/// <summary>An agency that works a community's queue.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Name">Its name.</param>
public sealed record QueueAgency(string Slug, string Name);

/// <summary>An agency that an inquiry may be handed to, with those of its staff who may take it.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Name">Its name.</param>
/// <param name="Staff">Its people, by name.</param>
public sealed record HandOverAgency(string Slug, string Name, IReadOnlyList<HandOverPerson> Staff);

/// <summary>Somebody whom an inquiry may be handed to.</summary>
/// <param name="Id">The staff membership.</param>
/// <param name="Name">The name that colleagues see.</param>
public sealed record HandOverPerson(StaffId Id, string Name);

/// <summary>What a private inquiry would look like in the group, and in which group it may stand.</summary>
/// <param name="Text">Question and answer without what tells who asked; a person reads it over.</param>
/// <param name="Groups">The community's groups.</param>
public sealed record PublicationView(string Text, IReadOnlyList<PublicationGroup> Groups);

/// <summary>A group that something may be published in.</summary>
/// <param name="Id">The channel.</param>
/// <param name="Title">The group's title.</param>
public sealed record PublicationGroup(ChannelId Id, string Title);

/// <summary>An inquiry of the same member from before.</summary>
/// <param name="Id">The inquiry.</param>
/// <param name="Text">What was asked.</param>
/// <param name="Language">Its language, where known.</param>
/// <param name="AskedAt">When.</param>
/// <param name="Standing">Where it stands.</param>
public sealed record EarlierInquiry(
    InquiryId Id,
    string Text,
    string? Language,
    Instant AskedAt,
    InquiryStanding Standing
);

/// <summary>An answer as it would go out, looked at before it is sent.</summary>
/// <param name="Text">The words.</param>
/// <param name="Private">Whether it would go to the member alone.</param>
/// <param name="Messages">In how many messages the platform would show it.</param>
/// <param name="Language">The language that it is written in, where that is clear and not the member's; else null.</param>
/// <param name="Question">What the member is asked under it; null for nothing.</param>
/// <param name="Choices">What they can tap.</param>
public sealed record AnswerPreview(
    string Text,
    bool Private,
    int Messages,
    string? Language,
    string? Question,
    IReadOnlyList<string> Choices
);
