using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Referrals.Loop;

/// <summary>
/// One side of a referral, owned by the agency of that side. Only messages keep the two in step. Its verbs are the
/// loop's inputs; what each does stands in the table.
/// </summary>
internal sealed class Referral
{
    public ReferralId Id { get; init; } = ReferralId.New();

    /// <summary>The agency of this side.</summary>
    public AgencyId AgencyId { get; init; }

    public ReferralSide Side { get; init; }

    /// <summary>What both sides call it: the sender's id.</summary>
    public ReferralId LoopId { get; init; }

    /// <summary>The slug of the agency of this side, as the bus knows it.</summary>
    [NotAboutMember("an agency's address")]
    public string OwnSlug { get; init; } = "";

    /// <summary>The slug of the agency of the other side; one's own for a team of the same agency.</summary>
    [NotAboutMember("an agency's address")]
    public string OtherSlug { get; init; } = "";

    [NotAboutMember("an agency's name, as it was")]
    public string OtherName { get; set; } = "";

    /// <summary>The community that it came from; on the receiver's side the name that the sender gave.</summary>
    public CommunityId? CommunityId { get; init; }

    [NotAboutMember("a community's name, as it was")]
    public string CommunityName { get; init; } = "";

    /// <summary>The inquiry that became it; the sender's side only.</summary>
    public InquiryId? InquiryId { get; init; }

    /// <summary>The member whom it is about; the sender's side only.</summary>
    public MemberId? MemberId { get; init; }

    /// <summary>The consent, or other ground, that it goes out on; the sender's side only. None: nothing personal went.</summary>
    public Guid? ConsentId { get; init; }

    /// <summary>The moderator who referred; the sender's side only.</summary>
    public StaffId? ReferredBy { get; init; }

    /// <summary>The service that is asked for, in the sender's words.</summary>
    [AboutMember]
    public string Service { get; init; } = "";

    /// <summary>The member's language, BCP 47.</summary>
    [NotAboutMember("a language")]
    public string? Language { get; init; }

    /// <summary>What was shared, as JSON: a list of <see cref="SharedItem"/>.</summary>
    [AboutMember]
    public string Shared { get; set; } = "[]";

    /// <summary>How the consent under it ended; null while it holds. What was shared is gone from here then.</summary>
    public ConsentEnd? ConsentEnded { get; private set; }

    /// <summary>On what ground, as the receiver may know it: JSON of <see cref="ConsentTold"/>; null where nothing personal went.</summary>
    [AboutMember]
    public string? Ground { get; init; }

    /// <summary>What the sender adds.</summary>
    [AboutMember]
    public string Note { get; set; } = "";

    public ReferralState State { get; private set; }
    public Instant StateAt { get; private set; }
    public NextStepOwner Owes { get; private set; }
    public Instant CreatedAt { get; init; }

    /// <summary>Until when the step that runs now is promised; null where the loop is closed.</summary>
    public Instant? DueAt { get; private set; }

    /// <summary>When the clock has something to do next; null when it has not.</summary>
    public Instant? ClockAt { get; private set; }

    /// <summary>What the clock does then: an input of the loop.</summary>
    [NotAboutMember("a word of the loop")]
    public string? ClockInput { get; private set; }

    /// <summary>Who took it on, as the other side may know.</summary>
    [NotAboutMember("a staff member's shown name, as it was")]
    public string? Worker { get; set; }

    /// <summary>The same by id; the receiver's side only.</summary>
    public StaffId? WorkerId { get; set; }

    /// <summary>When the member was promised to hear from them.</summary>
    public Instant? ContactBy { get; set; }

    /// <summary>Why it was declined, redirected or withdrawn.</summary>
    [AboutMember]
    public string? Reason { get; set; }

    /// <summary>Who else could help, in the other side's words or slug.</summary>
    [AboutMember]
    public string? Suggestion { get; set; }

    public ReferralOutcome? Outcome { get; set; }

    [AboutMember]
    public string? OutcomeNote { get; set; }

    /// <summary>What the member last said of it, asked some time after completion.</summary>
    public FollowUpAnswer? Helped { get; set; }

    /// <summary>The sequence of the last message that went out from this side.</summary>
    public int Said { get; private set; }

    /// <summary>The sequence of the last message of the other side that was taken.</summary>
    public int Taken { get; private set; }

    /// <summary>The sequence of our last message that the other side has acknowledged.</summary>
    public int Heard { get; private set; }

    /// <summary>All that a message of the other side can change.</summary>
    public static IReadOnlyList<string> ChangedByMessages { get; } =
    [
        nameof(State),
        nameof(StateAt),
        nameof(Owes),
        nameof(DueAt),
        nameof(ClockAt),
        nameof(ClockInput),
        nameof(OtherName),
        nameof(Worker),
        nameof(ContactBy),
        nameof(Reason),
        nameof(Suggestion),
        nameof(Outcome),
        nameof(OutcomeNote),
        nameof(Helped),
        nameof(Taken),
        nameof(Heard),
        nameof(Shared),
        nameof(Note),
        nameof(ConsentEnded),
    ];

    /// <summary>Whether it is a referral to another team of the same agency, which needs no bus and is counted apart.</summary>
    public bool Internal => OwnSlug == OtherSlug;

    /// <summary>Whether the consent allows an input: what the member says now goes to nobody once they took it back.</summary>
    public bool Allows(string input) => input != LoopInput.FollowUp || ConsentEnded is null;

    /// <summary>The number of the next message from this side.</summary>
    public int Say() => ++Said;

    /// <summary>The next message of the other side was taken.</summary>
    public void Take() => Taken++;

    /// <summary>The other side has acknowledged so much; whether that is news.</summary>
    public bool Hear(int acknowledged)
    {
        if (acknowledged <= Heard || acknowledged > Said)
            return false;
        Heard = acknowledged;
        return true;
    }

    /// <summary>Goes where a cell leads, and sets the clock of the step that begins.</summary>
    public void Go(LoopCell cell, Instant now, StepStandards standards)
    {
        var begins = State != cell.Next;
        (State, Owes) = (cell.Next, cell.Owes);
        if (!begins)
            return;
        StateAt = now;
        var step = StepStandards.StepOf(State);
        if (step is null)
        {
            (DueAt, ClockAt, ClockInput) = (null, null, null);
            return;
        }
        // That the other side has it does not start the wait for an answer anew, nor the reminder that was given.
        if (State == ReferralState.Acknowledged && DueAt is not null)
            return;
        DueAt = step == "contact" && ContactBy is { } promised ? promised : now + standards.Of(step);
        (ClockAt, ClockInput) = (DueAt, $"remind.{step}");
    }

    /// <summary>The consent ended: what was shared on it is not kept on this side.</summary>
    public void Hide(ConsentEnd why) => (ConsentEnded, Shared, Note) = (why, "[]", "");

    /// <summary>The reminder was given: the sender's clock goes on to the end of waiting, the receiver's rests.</summary>
    public void Reminded(Instant now, StepStandards standards)
    {
        var step = StepStandards.StepOf(State);
        var goesOn = Side == ReferralSide.Sender && step is not null;
        ClockAt = goesOn ? now + standards.LapseAfter(step!) : null;
        ClockInput = goesOn ? $"lapse.{step}" : null;
    }
}

/// <summary>One line of a side's history.</summary>
internal sealed class ReferralEvent
{
    /// <summary>In the order of what happened: many things may happen at one instant.</summary>
    public Guid Id { get; init; } = OrderedId.New();
    public AgencyId AgencyId { get; init; }
    public ReferralId ReferralId { get; init; }
    public Instant At { get; init; }

    /// <summary>The input of the loop.</summary>
    [NotAboutMember("a word of the loop")]
    public string Input { get; init; } = "";
    public ReferralState State { get; init; }

    /// <summary>Who did it, by the name that was shown; null for a clock or a message.</summary>
    [NotAboutMember("a staff member's shown name, as it was")]
    public string? StaffName { get; init; }
    public StaffId? StaffId { get; init; }

    /// <summary>Why nothing changed, where nothing did.</summary>
    [NotAboutMember("a reason of the loop's table")]
    public string? Ignored { get; init; }

    [AboutMember]
    public string? Note { get; init; }

    /// <summary>What the member said in a follow-up.</summary>
    public FollowUpAnswer? Helped { get; init; }

    /// <summary>Whether the member did it, from the chat.</summary>
    public bool ByMember { get; init; }
}
