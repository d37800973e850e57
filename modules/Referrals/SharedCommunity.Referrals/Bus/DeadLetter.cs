using System.Text.Json;
using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Referrals.Bus;

/// <summary>Why a message changed nothing.</summary>
internal enum DeadReason
{
    /// <summary>It is not JSON of the contract.</summary>
    Unreadable,

    /// <summary>It is longer than anything that the contract says.</summary>
    TooLong,

    /// <summary>Its type is not known here.</summary>
    UnknownType,

    /// <summary>Its version is not known here.</summary>
    UnknownVersion,

    /// <summary>It is for another agency than the queue that it lay in.</summary>
    NotForUs,

    /// <summary>No agency goes by the name that it says it is from.</summary>
    UnknownSender,

    /// <summary>Nobody vouches for whoever published it: it carries no user.</summary>
    Unsigned,

    /// <summary>Whoever published it may not speak for the agency that it names.</summary>
    NotTheirVoice,

    /// <summary>Its id, or its place in the order, was used before by another message.</summary>
    Replayed,

    /// <summary>The referral is not one with that agency.</summary>
    NotTheirs,

    /// <summary>It is about a referral that was never sent.</summary>
    NotAReferral,

    /// <summary>The loop has no place for it.</summary>
    OutOfTurn,
}

/// <summary>A message that was refused. Seen by the administrators of the agency in whose queue it lay, by nobody else.</summary>
internal sealed class DeadLetter
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public AgencyId AgencyId { get; init; }

    /// <summary>When it came first.</summary>
    public Instant At { get; init; }

    /// <summary>When it came last: what is not acknowledged is sent again.</summary>
    public Instant LastAt { get; init; }

    /// <summary>How often it came.</summary>
    public int Times { get; init; }
    public DeadReason Reason { get; init; }

    /// <summary>The loop's own word, where it has one.</summary>
    [NotAboutMember("a reason of the loop's table")]
    public string? Detail { get; init; }

    /// <summary>Who it says it is from; not to be believed.</summary>
    [NotAboutMember("an agency's address, as claimed")]
    public string? FromSlug { get; init; }

    [NotAboutMember("a type of the contract, as claimed")]
    public string? Type { get; init; }

    /// <summary>The user whom the broker vouched for; a replay is judged by the same.</summary>
    [NotAboutMember("a user of the broker")]
    public string? Publisher { get; init; }

    /// <summary>What stands around the body, as claimed: JSON of an <see cref="Administering.Envelope"/>.</summary>
    [NotAboutMember("ids, numbers and addresses of the contract, as claimed")]
    public string? Envelope { get; init; }

    /// <summary>All of it, as the text that came.</summary>
    [AboutMember]
    public string Message { get; set; } = "";

    /// <summary>By which the same message is known when it comes again.</summary>
    [NotAboutMember("a digest")]
    public byte[] Digest { get; init; } = [];
    public Instant? ReplayedAt { get; set; }
    public Instant? DiscardedAt { get; set; }

    /// <summary>The text that came. Older rows hold the message itself.</summary>
    public string Text
    {
        get
        {
            using var message = JsonDocument.Parse(Message);
            return message.RootElement.ValueKind == JsonValueKind.String
                ? message.RootElement.GetString()!
                : message.RootElement.GetRawText();
        }
    }
}
