using NodaTime;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Referrals.Contracts;

/// <summary>How much time is left of the step that runs.</summary>
/// <param name="DueAt">Until when it is promised.</param>
/// <param name="Left">Until then; negative when past.</param>
/// <param name="Share">Which part of the promise is left, 0 to 1.</param>
/// <param name="IsDueSoon">Whether less than a quarter of it is left.</param>
public sealed record StepTime(Instant DueAt, Duration Left, double Share, bool IsDueSoon);

/// <summary>A referral in a list or on the board, as its own side sees it.</summary>
public sealed record ReferralCard
{
    /// <summary>The referral, on this side.</summary>
    public required ReferralId Id { get; init; }

    /// <summary>Whether it went out or came in.</summary>
    public required ReferralDirection Direction { get; init; }

    /// <summary>Where it stands.</summary>
    public required ReferralState State { get; init; }

    /// <summary>Since when.</summary>
    public required Instant StateAt { get; init; }

    /// <summary>When it was sent, or came.</summary>
    public required Instant SentAt { get; init; }

    /// <summary>The other side.</summary>
    public required ReferralAgency Agency { get; init; }

    /// <summary>What is asked for.</summary>
    public required string Service { get; init; }

    /// <summary>The member's language.</summary>
    public string? Language { get; init; }

    /// <summary>Whether the next step is owed by the reader's agency; null where nobody owes one.</summary>
    public bool? Ours { get; init; }

    /// <summary>How much time is left of the step; null where no clock runs.</summary>
    public StepTime? Time { get; init; }

    /// <summary>Who took it on.</summary>
    public string? Worker { get; init; }

    /// <summary>Whether that is the reader.</summary>
    public bool IsMine { get; init; }

    /// <summary>Since when the other side has not confirmed what we said, where that is a day or more.</summary>
    public Instant? UnconfirmedSince { get; init; }

    /// <summary>What came of it.</summary>
    public ReferralOutcome? Outcome { get; init; }
}

/// <summary>Whose time zone a page of referrals shows.</summary>
public enum ZoneOf
{
    /// <summary>The community's: it goes without saying.</summary>
    Community,

    /// <summary>The agency's own, or of one of its communities: the page names it.</summary>
    Agency,

    /// <summary>Nobody has said any: UTC.</summary>
    Nobody,
}

/// <summary>The time zone in which times are shown.</summary>
/// <param name="Id">A tz database id.</param>
/// <param name="Of">Whose it is.</param>
public sealed record ShownZone(string Id, ZoneOf Of)
{
    /// <summary>The zone itself.</summary>
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[Id];
}

/// <summary>A column of the board.</summary>
/// <param name="State">The state of its referrals; null for those that were closed lately.</param>
/// <param name="Total">How many there are, counted up to <see cref="ReferralBoard.MostCounted"/>.</param>
/// <param name="Ours">How many of them wait for the reader's agency.</param>
/// <param name="Cards">The first of them: what is due first, of the closed the latest.</param>
public sealed record ReferralColumn(ReferralState? State, int Total, int Ours, IReadOnlyList<ReferralCard> Cards);

/// <summary>An agency's referrals by where they stand.</summary>
/// <param name="Columns">The columns, in the order of the loop.</param>
public sealed record ReferralBoard(IReadOnlyList<ReferralColumn> Columns)
{
    /// <summary>More are not counted one by one.</summary>
    public const int MostCounted = 1000;
}

/// <summary>All that the page of an agency's referrals shows: the board or the list.</summary>
/// <param name="Zone">The time zone of its times.</param>
/// <param name="AsOf">When it was read.</param>
/// <param name="Board">The board.</param>
/// <param name="List">The list.</param>
public sealed record ReferralsView(ShownZone Zone, Instant AsOf, ReferralBoard? Board, Page<ReferralCard>? List);

/// <summary>What an agency has to do about its referrals today.</summary>
/// <param name="TimeZone">The time zone of "today", a tz database id.</param>
/// <param name="ZoneOf">Whose it is.</param>
/// <param name="AsOf">When it was read.</param>
/// <param name="Total">How many are late or due today, counted up to <see cref="ReferralBoard.MostCounted"/>.</param>
/// <param name="Late">Past the promise, the longest first.</param>
/// <param name="DueToday">Due before the day ends.</param>
/// <param name="Mine">Those that the reader took on and that are due later.</param>
/// <param name="ToAsk">Completed ones whose member cannot be written to, or was not reached: staff ask whether it helped.</param>
/// <param name="CameBack">Those that came back in the last days without help: another way is needed.</param>
/// <param name="StillWaiting">Those that the agency completed and whose members say that nothing has happened yet.</param>
/// <param name="Slow">Those that went out and are past the other agency's promise.</param>
public sealed record ReferralsToday(
    string TimeZone,
    ZoneOf ZoneOf,
    Instant AsOf,
    int Total,
    IReadOnlyList<ReferralCard> Late,
    IReadOnlyList<ReferralCard> DueToday,
    IReadOnlyList<ReferralCard> Mine,
    IReadOnlyList<ReferralCard> ToAsk,
    IReadOnlyList<ReferralCard> CameBack,
    IReadOnlyList<ReferralCard> StillWaiting,
    IReadOnlyList<ReferralCard> Slow
)
{
    /// <summary>The same zone as pages show it.</summary>
    internal ShownZone Zone => new(TimeZone, ZoneOf);
}

/// <summary>All that the page of one referral shows.</summary>
/// <param name="Referral">The referral.</param>
/// <param name="Zone">The time zone of its times.</param>
/// <param name="AsOf">When it was read.</param>
/// <param name="Time">How much time is left of the step; null where no clock runs.</param>
/// <param name="Own">The reader's agency.</param>
public sealed record ReferralSheet(
    ReferralItem Referral,
    ShownZone Zone,
    Instant AsOf,
    StepTime? Time,
    ReferralAgency Own
);
