using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.FollowingUp;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Loop;

/// <summary>Puts inputs to a side of a referral: the table decides, this writes down and tells the other side.</summary>
internal sealed class ReferralLoop(StepStandards standards)
{
    /// <summary>An act of staff, or a clock: refused, or done, written down and said to the other side.</summary>
    public async Task<Outcome<Referral>> Act(
        Referral referral,
        string input,
        MessageBody body,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var cell = LoopTable.Own.At(referral.Side, referral.State, input);
        if (cell.Verdict != LoopVerdict.Goes)
            return Refusals.NotNow;
        if (!referral.Allows(input))
            return Refusals.ConsentOver;
        var before = referral.State;
        Note(referral, body, work);
        if (input == LoopInput.Accept)
            referral.WorkerId = work.Rights.Staff;
        referral.Go(cell, work.Now, standards);
        work.Db.Add(Line(referral, input, cell, body, work));
        if (body.ConsentEnded is not null)
            await Particulars.Erase(referral, work, ct);
        else if (referral.Side == ReferralSide.Sender && cell.Next is (ReferralState.Withdrawn or ReferralState.Lapsed))
            await Particulars.HoldBack(referral, work, ct);
        if (input.StartsWith("remind.", StringComparison.Ordinal))
        {
            referral.Reminded(work.Now, standards);
            if (cell.Tells(referral.Side))
                work.Changed(referral.AgencyId, "referrals");
            return referral;
        }
        var (type, step) = LoopInput.OnTheBus(LoopInput.MessageOf(input));
        Tell(referral, input, cell, before, body, work);
        await Say(referral, new(type, body with { Step = step }), work, ct);
        return referral;
    }

    /// <summary>What came back is seen to in another way. Nobody else needs to know.</summary>
    public void Settle(Referral referral, UnitOfWork work)
    {
        var cell = LoopTable.Own.At(referral.Side, referral.State, LoopInput.Settle);
        if (cell.Verdict != LoopVerdict.Goes)
            return;
        referral.Go(cell, work.Now, standards);
        work.Changed(referral.AgencyId, "referrals");
    }

    /// <summary>A referral begins: the sender's row stands, and its first message goes out.</summary>
    public async Task Begin(Referral referral, MessageBody body, UnitOfWork work, CancellationToken ct)
    {
        referral.Go(
            new LoopCell(LoopVerdict.Goes, ReferralState.Sent, [], NextStepOwner.Receiver, null),
            work.Now,
            standards
        );
        work.Db.Add(referral);
        work.Db.Add(Line(referral, "ReferralSent", null, body, work));
        await Say(referral, new("ReferralSent", body), work, ct);
    }

    /// <summary>By the bus to another agency; within one agency in the same transaction.</summary>
    private async Task Say(Referral referral, Saying saying, UnitOfWork work, CancellationToken ct)
    {
        if (!referral.Internal)
        {
            await Post.Say(referral, saying, work, ct);
            return;
        }
        var other = await work
            .Db.Set<Referral>()
            .FirstOrDefaultAsync(side => side.LoopId == referral.LoopId && side.Side != referral.Side, ct);
        if (other is null)
        {
            other = Received.Of(
                work.Agency,
                referral.OwnSlug,
                referral.OtherSlug,
                referral.LoopId,
                saying.Body,
                work.Now
            );
            work.Db.Add(other);
        }
        other.Take();
        _ = referral.Hear(referral.Say());
        List<ReferralEvent> lines = [];
        if (!Take(other, LoopInput.FromTheBus(saying.Type, saying.Body), saying.Body, work, lines, out var reason))
            throw new InvalidOperationException($"The two sides of one agency are out of step: {reason}.");
        if (referral.State == ReferralState.Sent)
            _ = Take(referral, LoopInput.Acknowledgement, new(), work, lines, out _);
        work.Db.AddRange(lines);
        if (saying.Body.ConsentEnded is not null)
            await Particulars.Erase(other, work, ct);
    }

    /// <summary>
    /// A message of the other side whose turn it is. False where an honest side would never say it: it changes nothing.
    /// </summary>
    /// <param name="referral">The side.</param>
    /// <param name="input">What the message is to the loop.</param>
    /// <param name="body">What it says.</param>
    /// <param name="work">The unit of work.</param>
    /// <param name="lines">Gets the line of its history, which the caller writes.</param>
    /// <param name="reason">Why it changes nothing.</param>
    public bool Take(
        Referral referral,
        string input,
        MessageBody body,
        UnitOfWork work,
        ICollection<ReferralEvent> lines,
        out string? reason
    )
    {
        var cell = LoopTable.Own.At(referral.Side, referral.State, input);
        reason = cell.Reason;
        if (cell.Verdict is LoopVerdict.Dead or LoopVerdict.Held or LoopVerdict.Refused)
            return false;
        var before = referral.State;
        if (cell.Verdict == LoopVerdict.Goes)
        {
            Note(referral, body, work);
            referral.Go(cell, work.Now, standards);
            Tell(referral, input, cell, before, body, work);
            if (body.Helped is { } answer)
                work.Db.Add(FollowUp.FromOtherSide(referral, answer, work.Now));
        }
        if (input != LoopInput.Acknowledgement || cell.Verdict == LoopVerdict.Goes)
            lines.Add(Line(referral, input, cell, body, work, heard: true));
        return true;
    }

    private void Note(Referral referral, MessageBody body, UnitOfWork work)
    {
        referral.Worker = body.AcceptedBy ?? referral.Worker;
        referral.ContactBy = body.ContactBy is { } by
            ? Instant.Max(referral.CreatedAt, Instant.Min(by, standards.LatestContact(work.Now)))
            : referral.ContactBy;
        referral.Reason = body.Reason ?? referral.Reason;
        referral.Suggestion = body.Suggestion ?? referral.Suggestion;
        if (body.ConsentEnded is { } ended)
            referral.Hide(ended);
        if (body.Outcome is { } outcome)
            (referral.Outcome, referral.OutcomeNote) = (outcome, body.Note);
        referral.Helped = body.Helped ?? referral.Helped;
    }

    private static ReferralEvent Line(
        Referral referral,
        string input,
        LoopCell? cell,
        MessageBody body,
        UnitOfWork work,
        bool heard = false
    )
    {
        // Whoever has a refused message tried again has not done what it says.
        var person = work.HasRights && (!heard || referral.Internal) ? work.Rights : null;
        return new ReferralEvent
        {
            AgencyId = referral.AgencyId,
            ReferralId = referral.Id,
            At = work.Now,
            Input = input,
            State = referral.State,
            StaffId = person?.Staff,
            StaffName = person?.DisplayName,
            Ignored = cell?.Verdict == LoopVerdict.Ignored ? cell.Reason : null,
            Note = body.Note ?? body.Reason,
            Helped = body.Helped,
            ByMember = body.ByMember ?? false,
        };
    }

    private static void Tell(
        Referral referral,
        string input,
        LoopCell cell,
        ReferralState before,
        MessageBody body,
        UnitOfWork work
    )
    {
        work.Concerns("referral", referral.Id.Value, referral.CommunityId);
        // Its own agency's pages, and no co-host's: that something goes on is nobody else's business.
        work.Changed(referral.AgencyId, "referrals");
        if (referral.CommunityId is not { } community)
            return;
        if (referral is { InquiryId: { } inquiry, MemberId: { } member })
            work.Announce(
                new ReferralMoved(
                    community,
                    referral.Id,
                    inquiry,
                    member,
                    before,
                    referral.State,
                    cell.TellsMember,
                    input,
                    work.Now,
                    referral.ReferredBy,
                    body.Helped,
                    body.ByMember ?? false,
                    referral.Outcome,
                    input == LoopInput.FollowUp && body is { ByMember: true, Helped: FollowUpAnswer.No }
                )
            );
    }
}
