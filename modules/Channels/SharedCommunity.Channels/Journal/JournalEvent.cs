using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Channels.Journal;

/// <summary>
/// An event as a platform sent it, unread. Once written it is not touched until its payload is emptied; what is left to
/// do stands in <see cref="WaitingEvent"/>, so that handling an event never rewrites its payload.
/// </summary>
internal sealed class JournalEvent
{
    public long Id { get; init; }
    public ConnectionId ConnectionId { get; init; }

    /// <summary>The platform's id, unique per connection.</summary>
    [NotAboutMember("the platform's id of an event")]
    public string EventId { get; init; } = "";

    /// <summary>The platform's order within a lane.</summary>
    public long Position { get; init; }

    /// <summary>The chat; for a private chat it is the person.</summary>
    [AboutMember]
    public string Lane { get; init; } = "";

    [AboutMember]
    public string Account { get; init; } = "";

    [AboutMember]
    public byte[]? Payload { get; init; }
    public Instant ReceivedAt { get; init; }

    /// <summary>Set where an event had no effect: <c>not_handled_yet: poll</c>, <c>unreadable: JsonException</c>.</summary>
    [NotAboutMember("a code of ours")]
    public string? Outcome { get; init; }
}

/// <summary>An event that is not handled yet, in its lane.</summary>
internal sealed class WaitingEvent
{
    public long JournalId { get; init; }
    public ConnectionId ConnectionId { get; init; }

    [AboutMember]
    public string Lane { get; init; } = "";

    [AboutMember]
    public string Account { get; init; } = "";
    public long Position { get; init; }
    public short Attempts { get; init; }

    /// <summary>After a failure the whole lane waits until then.</summary>
    public Instant? NextAt { get; init; }
}

/// <summary>An event that failed again and again. Its lane went on; a person may have it tried again.</summary>
internal sealed class ParkedEvent
{
    /// <summary>What people name it by; the journal's own numbers stay inside.</summary>
    public Guid Id { get; init; }
    public long JournalId { get; init; }
    public ConnectionId ConnectionId { get; init; }
    public AgencyId AgencyId { get; init; }
    public CommunityId? CommunityId { get; init; }

    [NotAboutMember("the exception's class name, never its message")]
    public string Failure { get; init; } = "";
    public Instant ParkedAt { get; init; }
}
