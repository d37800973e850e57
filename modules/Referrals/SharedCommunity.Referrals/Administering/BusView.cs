using NodaTime;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Referrals.Bus;

namespace SharedCommunity.Referrals.Administering;

/// <summary>What goes to, or waits for, one other agency.</summary>
/// <param name="Slug">Its name on the bus.</param>
/// <param name="Name">Its name, where we know it.</param>
/// <param name="ToGo">How many messages have not gone yet.</param>
/// <param name="ToGoSince">Since when the oldest of them.</param>
/// <param name="Unacknowledged">How many have gone and are not acknowledged.</param>
/// <param name="UnacknowledgedSince">Since when the oldest of them.</param>
internal sealed record OtherSide(
    string Slug,
    string Name,
    long ToGo,
    Instant? ToGoSince,
    long Unacknowledged,
    Instant? UnacknowledgedSince
);

/// <summary>Messages of one other agency that came before one that was said earlier.</summary>
internal sealed record HeldFor(string Slug, string Name, int Messages, Instant Since);

/// <summary>An agency's own software, as asked for and as granted.</summary>
internal sealed record VoiceView(string UserName, bool Granted, bool HostReads, Instant AskedAt, Instant? GrantedAt);

/// <summary>The same, of which agency, for those who grant it.</summary>
internal sealed record VoiceOfAgency(AgencyId Id, string Slug, string Name, VoiceView Voice);

/// <summary>The bus as one agency's administrators see it.</summary>
/// <param name="OverBroker">Whether messages go over RabbitMQ; else they stay within this installation.</param>
/// <param name="Connected">Whether the line to the agency's queue stands; null where its own software reads it.</param>
/// <param name="Since">Since when it does, or does not.</param>
/// <param name="Sides">The other agencies that something waits for, the longest wait first.</param>
/// <param name="Held">What waits for something that was said earlier.</param>
/// <param name="DeadLetters">How many messages were refused and wait for a decision; 1000 stands for more.</param>
/// <param name="Voice">The agency's own software.</param>
internal sealed record BusView(
    bool OverBroker,
    bool? Connected,
    Instant? Since,
    IReadOnlyList<OtherSide> Sides,
    IReadOnlyList<HeldFor> Held,
    int DeadLetters,
    VoiceView? Voice
);

/// <summary>What stands around a message's body, as it claims; what it does not say is empty.</summary>
internal sealed record Envelope
{
    public Guid Id { get; init; }
    public string? Type { get; init; }
    public int Version { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }
    public Guid ReferralId { get; init; }
    public int Sequence { get; init; }
    public int Acknowledges { get; init; }
}

/// <summary>A refused message without its words.</summary>
/// <param name="Id">The row.</param>
/// <param name="At">When it came first.</param>
/// <param name="LastAt">When it came last.</param>
/// <param name="Times">How often it came.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="Detail">The loop's own word, where it has one.</param>
/// <param name="From">Who it says it is from.</param>
/// <param name="Type">What it says it is.</param>
/// <param name="Publisher">The user whom the broker vouched for.</param>
/// <param name="Envelope">What stands around its body; null where that cannot be read.</param>
/// <param name="Replayable">Whether trying it again can change anything.</param>
internal sealed record DeadLetterView(
    Guid Id,
    Instant At,
    Instant LastAt,
    int Times,
    DeadReason Reason,
    string? Detail,
    string? From,
    string? Type,
    string? Publisher,
    Envelope? Envelope,
    bool Replayable
);
