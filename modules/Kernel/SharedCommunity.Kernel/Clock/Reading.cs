using NodaTime;

namespace SharedCommunity.Kernel.Clock;

/// <summary>Why a clock starts when it starts; pages say it in the reader's language.</summary>
public enum ClockReason
{
    /// <summary>The community promises no response time.</summary>
    NoPromise,

    /// <summary>Time counts as it passes.</summary>
    EveryHourCounts,

    /// <summary>Asked while there was service: it starts at once.</summary>
    WithinServiceHours,

    /// <summary>Asked outside service hours: it starts at the next opening.</summary>
    OutsideServiceHours,

    /// <summary>Asked on a day with service: it starts at once, and days without service are skipped.</summary>
    OnServiceDay,

    /// <summary>Asked on a day without service: it starts as the next service day begins.</summary>
    OnDayWithoutService,

    /// <summary>Asked on a holiday: it starts when service is back.</summary>
    OnHoliday,
}

/// <summary>What the clock says of one question, holding reply or member's reply.</summary>
/// <param name="StartsAt">When the time begins to count.</param>
/// <param name="Due">When the answer is due; null where nothing is promised.</param>
/// <param name="Why">Why it starts then.</param>
public sealed record Reading(Instant StartsAt, Instant? Due, ClockReason Why);
