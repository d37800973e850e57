using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;
using SharedCommunity.Referrals.Telling;
using SharedCommunity.Referrals.Working;

namespace SharedCommunity.Referrals.FollowingUp;

/// <summary>Asks members how it went, and takes their answers.</summary>
internal sealed class FollowUpDesk(ReferralLoop loop, MemberVoice voice)
{
    /// <summary>A planned follow-up is due: the member is asked with answers to tap, or staff are to ask.</summary>
    public async Task Ask(Guid id, UnitOfWork work, CancellationToken ct)
    {
        // Another host may have been first, or somebody may have asked by phone.
        if (
            await Locked(id, work, ct) is not { AskedAt: null, Answer: null, DueAt: { } due } followUp
            || due > work.Now
        )
            return;
        var referral = await ReferralReading.Locked(followUp.ReferralId, work, ct);
        if (referral is not { Side: ReferralSide.Sender, State: ReferralState.Completed, ConsentEnded: null })
            return;
        var words = await MemberVoice.Words(referral, work, ct);
        var told = await voice.Tell(
            referral,
            LoopInput.FollowUp,
            words.FollowUp(referral, work.Now - referral.StateAt),
            new(
                [
                    .. Enum.GetValues<FollowUpAnswer>()
                        .Select(answer => new DeliveryChoice(
                            words.Answer(answer),
                            MemberChoice.ValueOf(MemberChoice.FollowUp, followUp.Id, answer)
                        )),
                ],
                Several: false
            ),
            work,
            ct
        );
        followUp.Ask(told.DeliveryId, work.Now);
        work.Changed(referral.AgencyId, "referrals");
    }

    /// <summary>The member tapped an answer under the message that asked; a second tap has no effect.</summary>
    public async Task Tapped(Guid id, FollowUpAnswer answer, MemberChoice choice, UnitOfWork work, CancellationToken ct)
    {
        if (await Locked(id, work, ct) is not { } followUp || followUp.DeliveryId != choice.DeliveryId)
            return;
        var referral = await ReferralReading.Locked(followUp.ReferralId, work, ct);
        if (referral is null || referral.MemberId != choice.MemberId)
            return;
        var words = await MemberVoice.Words(referral, work, ct);
        // An answer goes to the other agency too, which is to learn nothing more; to us the member may write.
        if (referral.ConsentEnded is not null)
        {
            await Thank(referral, words.Thanks(referral, FollowUpAnswer.Partly), work, ct);
            return;
        }
        if (!followUp.Answered(answer, FollowUpWay.Message, null, work.Now))
            return;
        var done = await loop.Act(
            referral,
            LoopInput.FollowUp,
            new MessageBody { Helped = answer, ByMember = true },
            work,
            ct
        );
        // What comes of a no is for the floor of the inquiries to say.
        if (!done.IsDone || answer == FollowUpAnswer.No)
            return;
        await Thank(referral, words.Thanks(referral, answer), work, ct);
    }

    private Task<MemberTelling> Thank(Referral referral, string words, UnitOfWork work, CancellationToken ct) =>
        voice.Tell(referral, "thanks", words, null, work, ct, isReply: true);

    /// <summary>Staff heard it: the follow-up that is owed has its answer, or one more is kept.</summary>
    public static async Task Heard(Referral referral, FollowUpAnswer answer, UnitOfWork work, CancellationToken ct)
    {
        var owed = await work
            .Db.Set<FollowUp>()
            .Where(f => f.ReferralId == referral.Id && f.Answer == null && f.DueAt <= work.Now)
            .OrderBy(f => f.DueAt)
            .FirstOrDefaultAsync(ct);
        if (owed is null)
            work.Db.Add(owed = new FollowUp { AgencyId = referral.AgencyId, ReferralId = referral.Id });
        _ = owed.Answered(answer, FollowUpWay.Staff, work.Rights.Staff, work.Now);
    }

    private static async Task<FollowUp?> Locked(Guid id, UnitOfWork work, CancellationToken ct) =>
        (
            await work
                .Db.Set<FollowUp>()
                .FromSql($"select * from referrals.follow_ups where id = {id} for update")
                .ToListAsync(ct)
        ).FirstOrDefault();
}
