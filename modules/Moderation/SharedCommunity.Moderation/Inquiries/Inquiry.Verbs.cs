using NodaTime;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Contracts;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>What staff do with an inquiry. Each verb guards its own rule; null means that it was done.</summary>
internal sealed partial class Inquiry
{
    /// <summary>A lease lasts so long, and is renewed while the moderator types.</summary>
    public static readonly Duration Lease = Duration.FromMinutes(15);

    // The button goes after five seconds; a slow line has its time.
    private static readonly Duration UndoLasts = Duration.FromMinutes(1);

    /// <summary>Why somebody cannot do something with it now; null when they can. Buttons and verbs share this.</summary>
    public Refusal? Refuses(InquiryAction action, Worker who, Instant now)
    {
        var held = ClaimUntil > now;
        var mine = ClaimStaffId == who.Staff;
        var othersClaim = held && !mine;
        var closed = State == InquiryState.Closed;
        return action switch
        {
            InquiryAction.Note or InquiryAction.SetLanguage or InquiryAction.SetTopics => null,
            InquiryAction.Reopen => closed ? null : Refusals.NotClosed,
            InquiryAction.Release => !held ? Refusals.NotClaimed
            : othersClaim ? Refusals.ClaimedByOther
            : null,
            InquiryAction.Publish => Private ? (othersClaim ? Refusals.ClaimedByOther : null) : Refusals.NotPrivate,
            InquiryAction.GiveBack => CustodyAgencyId != who.Agency ? Refusals.NotInCustody
            : othersClaim ? Refusals.ClaimedByOther
            : null,
            _ when closed => Refusals.Closed,
            InquiryAction.Extend when ExtendedAt is not null || AnsweredAt is not null => Refusals.AlreadyExtended,
            InquiryAction.Wait when State == InquiryState.Waiting => Refusals.AlreadyWaiting,
            _ => othersClaim ? Refusals.ClaimedByOther : null,
        };
    }

    /// <summary>What somebody may do with it now.</summary>
    public IReadOnlySet<InquiryAction> ActionsOf(Worker who, Instant now) =>
        Enum.GetValues<InquiryAction>().Where(action => Refuses(action, who, now) is null).ToHashSet();

    /// <summary>Claims, or renews one's own lease. A private inquiry goes into the agency's custody.</summary>
    public Refusal? Claim(Worker who, Instant now)
    {
        if (Refuses(InquiryAction.Claim, who, now) is { } no)
            return no;
        (ClaimStaffId, ClaimStaffName, ClaimAgencyId, ClaimUntil) = (who.Staff, who.Name, who.Agency, now + Lease);
        if (Private)
            CustodyAgencyId ??= who.Agency;
        return null;
    }

    public Refusal? Release(Worker who, Instant now)
    {
        if (Refuses(InquiryAction.Release, who, now) is { } no)
            return no;
        LetGo();
        return null;
    }

    /// <summary>Answers; claims in the same step where nobody is on it.</summary>
    public Refusal? Answer(Worker who, bool keepOpen, Instant now)
    {
        if (Refuses(InquiryAction.Answer, who, now) is { } no)
            return no;
        _ = Claim(who, now);
        AnsweredAt ??= now;
        Answers++;
        Version++;
        Stop();
        (WaitingLeft, State) = (null, InquiryState.Open);
        if (!keepOpen)
            End(CloseReason.Answered, now);
        return null;
    }

    /// <summary>The holding reply: the first-response clock stops, the full answer is due the promised time from now.</summary>
    public Refusal? Extend(Worker who, ServiceClock clock, Instant now)
    {
        if (Refuses(InquiryAction.Extend, who, now) is { } no)
            return no;
        _ = Claim(who, now);
        ExtendedAt = now;
        Version++;
        (WaitingLeft, State) = (null, InquiryState.Open);
        Run(clock.Start(now), clock);
        return null;
    }

    /// <summary>Waits for the member: the time that is left is kept.</summary>
    public Refusal? Wait(Worker who, ServiceClock clock, Instant now)
    {
        if (Refuses(InquiryAction.Wait, who, now) is { } no)
            return no;
        _ = Claim(who, now);
        WaitingLeft = clock.Left(now, RespondBy, StartsAt);
        Version++;
        Stop();
        LetGo();
        State = InquiryState.Waiting;
        return null;
    }

    /// <summary>Hands it to a colleague, who holds the lease then, or to another agency as a whole.</summary>
    public Refusal? Assign(Worker who, AgencyId agency, StaffId? colleague, string? colleagueName, Instant now)
    {
        if (Refuses(InquiryAction.Assign, who, now) is { } no)
            return no;
        if (Private)
            CustodyAgencyId ??= who.Agency;
        LetGo();
        AssignedAgencyId = agency;
        if (colleague is not null)
            (ClaimStaffId, ClaimStaffName, ClaimAgencyId, ClaimUntil) = (colleague, colleagueName, agency, now + Lease);
        return null;
    }

    public Refusal? GiveBack(Worker who, Instant now)
    {
        if (Refuses(InquiryAction.GiveBack, who, now) is { } no)
            return no;
        LetGo();
        AssignedAgencyId = null;
        return null;
    }

    public Refusal? Close(Worker who, CloseReason reason, Instant now)
    {
        if (Refuses(InquiryAction.Close, who, now) is { } no)
            return no;
        if (Private)
            CustodyAgencyId ??= who.Agency;
        var claim = ClaimStaffId == who.Staff ? ClaimUntil : null;
        var former = (State, RespondBy, DueSoonFrom, WaitingLeft, AssignedAgencyId);
        Version++;
        Stop();
        WaitingLeft = null;
        End(reason, now);
        (ClosedByStaffId, FormerClaimUntil) = (who.Staff, claim);
        (FormerState, FormerRespondBy, FormerDueSoonFrom, FormerWaitingLeft, FormerAssignedAgencyId) = former;
        return null;
    }

    /// <summary>
    /// Whoever has just closed it takes that back: it stands as before, with the clock that ran. False where it was
    /// closed by somebody else, or too long ago: then it can only be opened again.
    /// </summary>
    public bool UndoClose(Worker who, Instant now)
    {
        if (FormerState is not { } former || ClosedByStaffId != who.Staff || now - ClosedAt > UndoLasts)
            return false;
        (State, ClosedAt, ClosedFor) = (former, null, null);
        (RespondBy, DueSoonFrom, WaitingLeft) = (FormerRespondBy, FormerDueSoonFrom, FormerWaitingLeft);
        AssignedAgencyId = FormerAssignedAgencyId;
        if (FormerClaimUntil > now)
            (ClaimStaffId, ClaimStaffName, ClaimAgencyId, ClaimUntil) = (
                who.Staff,
                who.Name,
                who.Agency,
                FormerClaimUntil
            );
        ForgetFormer();
        Version++;
        return true;
    }

    /// <summary>
    /// Refers it: it is off this queue unless it is kept open. Then it is still to be answered here, and its clock runs
    /// on, or waits for the member, as before.
    /// </summary>
    public Refusal? Refer(Worker who, bool keepOpen, Instant now)
    {
        if (Refuses(InquiryAction.Refer, who, now) is { } no)
            return no;
        _ = Claim(who, now);
        Referrals++;
        Version++;
        if (keepOpen)
            return null;
        Stop();
        WaitingLeft = null;
        End(CloseReason.Referred, now);
        return null;
    }

    /// <summary>
    /// A referral of it came to nothing: it is open again, for the agency that referred, or for all. False if somebody sees
    /// to it anyway.
    /// </summary>
    public bool ComeBack(AgencyId? agency, ServiceClock clock, Instant now)
    {
        if (State == InquiryState.Closed ? ClosedFor != CloseReason.Referred : !IsSettled(now))
            return false;
        (State, ClosedAt, ClosedFor, AssignedAgencyId) = (InquiryState.Open, null, null, agency);
        Version++;
        Run(clock.Start(now), clock);
        return true;
    }

    /// <summary>
    /// The member says that a referral of it did not help: it is open again, with the moderator who referred where they
    /// still work there; else for that agency. False if somebody is on it anyway.
    /// </summary>
    public bool ComeBackUnhelped(AgencyId agency, StaffId? moderator, string? name, ServiceClock clock, Instant now)
    {
        if (
            State == InquiryState.Closed
                ? ClosedFor is not (CloseReason.Referred or CloseReason.Answered)
                : !IsSettled(now)
        )
            return false;
        (State, ClosedAt, ClosedFor, AssignedAgencyId) = (InquiryState.Open, null, null, agency);
        if (moderator is not null)
            (ClaimStaffId, ClaimStaffName, ClaimAgencyId, ClaimUntil) = (moderator, name, agency, now + Lease);
        Version++;
        Run(clock.Start(now), clock);
        return true;
    }

    /// <summary>Opens it again; the clock starts anew.</summary>
    public Refusal? Reopen(Worker who, ServiceClock clock, Instant now)
    {
        if (Refuses(InquiryAction.Reopen, who, now) is { } no)
            return no;
        (State, ClosedAt, ClosedFor) = (InquiryState.Open, null, null);
        Version++;
        Run(clock.Start(now), clock);
        PromisedBy ??= RespondBy;
        return null;
    }

    /// <summary>
    /// The member says that an answer did not help: it is open again, with the one who answered where they are named, and
    /// the clock starts anew. False where somebody sees to it anyway.
    /// </summary>
    public bool AskAgain(Worker? with, ServiceClock clock, Instant now)
    {
        var settled =
            State == InquiryState.Closed
                ? ClosedFor is not (CloseReason.Referred or CloseReason.NotAnInquiry)
                : IsSettled(now);
        if (!settled)
            return false;
        (State, ClosedAt, ClosedFor) = (InquiryState.Open, null, null);
        Version++;
        Run(clock.Start(now), clock);
        LetGo();
        AssignedAgencyId = with?.Agency;
        if (with is not null)
            (ClaimStaffId, ClaimStaffName, ClaimAgencyId, ClaimUntil) = (
                with.Staff,
                with.Name,
                with.Agency,
                now + Lease
            );
        return true;
    }

    /// <summary>An answer was taken back before it went: it counts for nothing, and the first clock runs on.</summary>
    public void TakeBackAnswer(Instant? firstAnswerLeft, ServiceClock clock)
    {
        Answers--;
        AnsweredAt = firstAnswerLeft;
        Version++;
        if (ClosedFor == CloseReason.Answered)
            (State, ClosedAt, ClosedFor) = (InquiryState.Open, null, null);
        if (Answers == 0 && State == InquiryState.Open)
            Run(clock.Start(ExtendedAt ?? AskedAt), clock);
    }

    public void Correct(string? language, IReadOnlyList<string>? topics)
    {
        if (language is not null)
            (Language, LanguageConfidence, LanguageCorrected) = (language, 1, true);
        if (topics is not null)
            Topics = [.. topics];
    }

    /// <summary>The text as it reads after an edit.</summary>
    public void Reword(string text, string? language, double confidence)
    {
        Text = text;
        Version++;
        if (!LanguageCorrected && language is not null)
            (Language, LanguageConfidence) = (language, confidence);
    }

    /// <summary>It was kept open, and nobody owes it anything: no clock runs, and nobody is on it.</summary>
    private bool IsSettled(Instant now) => State == InquiryState.Open && RespondBy is null && !(ClaimUntil > now);

    private void LetGo() => (ClaimStaffId, ClaimStaffName, ClaimAgencyId, ClaimUntil) = (null, null, null, null);

    private void End(CloseReason reason, Instant now)
    {
        (State, ClosedAt, ClosedFor, AssignedAgencyId) = (InquiryState.Closed, now, reason, null);
        LetGo();
        ForgetFormer();
    }

    private void ForgetFormer()
    {
        (ClosedByStaffId, FormerState, FormerRespondBy, FormerDueSoonFrom) = (null, null, null, null);
        (FormerWaitingLeft, FormerClaimUntil, FormerAssignedAgencyId) = (null, null, null);
    }
}
