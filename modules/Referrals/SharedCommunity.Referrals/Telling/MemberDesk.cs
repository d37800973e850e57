using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Asking;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.FollowingUp;
using SharedCommunity.Referrals.Loop;
using SharedCommunity.Referrals.Working;

namespace SharedCommunity.Referrals.Telling;

/// <summary>Does what members chose about their own referrals, and nothing about anybody else's.</summary>
internal sealed class MemberDesk(ReferralLoop loop, FollowUpDesk followUps, ConsentAnswers consents, MemberVoice voice)
{
    // A chat is no archive; what is open comes first.
    private const int MostListed = 10;

    /// <summary>Takes a choice out of its table and does it.</summary>
    public async Task Take(Guid id, UnitOfWork work, CancellationToken ct)
    {
        var taken = await work.Call(
            "referrals.member_choice_done",
            [id],
            row => new MemberChoice
            {
                Id = id,
                AgencyId = work.Agency,
                CommunityId = CommunityId.From(row.GetGuid(0)),
                MemberId = MemberId.From(row.GetGuid(1)),
                DeliveryId = row.IsDBNull(2) ? null : DeliveryId.From(row.GetGuid(2)),
                Value = row.GetString(3),
                At = row.GetFieldValue<Instant>(4),
            },
            ct
        );
        if (taken is [var choice])
            await Do(choice, work, ct);
    }

    private Task Do(MemberChoice choice, UnitOfWork work, CancellationToken ct) =>
        choice.Value.Split(':') switch
        {
            [MemberChoice.FollowUp, var about, var said]
                when Guid.TryParse(about, out var followUp) && Enum.TryParse<FollowUpAnswer>(said, out var answer) =>
                followUps.Tapped(followUp, answer, choice, work, ct),
            [MemberChoice.ConsentYes or MemberChoice.ConsentNo, var about, var language]
                when Guid.TryParse(about, out var ask) => consents.Tapped(
                ask,
                choice.Value.StartsWith(MemberChoice.ConsentYes, StringComparison.Ordinal),
                language,
                choice,
                work,
                ct
            ),
            [MemberChoice.Withdraw, var about] when Guid.TryParse(about, out var referral) => Sure(
                referral,
                choice,
                work,
                ct
            ),
            [MemberChoice.WithdrawYes, var about] when Guid.TryParse(about, out var referral) => Withdraw(
                referral,
                choice,
                work,
                ct
            ),
            [MemberChoice.Where, ..] => Where(choice, work, ct),
            // All else changes nothing: to keep a referral is to do nothing.
            _ => Task.CompletedTask,
        };

    /// <summary>A thumb slips easily, and what was taken back is gone: the member is asked once more.</summary>
    private async Task Sure(Guid id, MemberChoice choice, UnitOfWork work, CancellationToken ct)
    {
        if (await Theirs(id, choice, work, ct) is not { } referral)
            return;
        if (!TellMembers.IsOpen(referral))
        {
            await Where(choice, work, ct);
            return;
        }
        var words = await MemberVoice.Words(referral, work, ct);
        await voice.Tell(
            referral,
            MemberChoice.Withdraw,
            words.Sure(referral),
            new(
                [
                    new DeliveryChoice(words.Say("Withdraw_Yes"), MemberChoice.ValueOf(MemberChoice.WithdrawYes, id)),
                    new DeliveryChoice(words.Say("Withdraw_No"), MemberChoice.ValueOf(MemberChoice.Keep, id)),
                ],
                Several: false
            ),
            work,
            ct,
            isReply: true
        );
    }

    private async Task Withdraw(Guid id, MemberChoice choice, UnitOfWork work, CancellationToken ct)
    {
        if (await Theirs(id, choice, work, ct) is not { } referral)
            return;
        var done = await loop.Act(referral, LoopInput.Withdraw, new MessageBody { ByMember = true }, work, ct);
        // It has gone on since: the member sees how it stands.
        if (!done.IsDone)
            await Where(choice, work, ct);
    }

    private async Task Where(MemberChoice choice, UnitOfWork work, CancellationToken ct)
    {
        var theirs = await work
            .Db.Set<Referral>()
            .AsNoTracking()
            .Where(r =>
                r.Side == ReferralSide.Sender && r.CommunityId == choice.CommunityId && r.MemberId == choice.MemberId
            )
            .OrderBy(r => r.DueAt == null)
            .ThenByDescending(r => r.CreatedAt)
            .Take(MostListed)
            .ToListAsync(ct);
        var shown = theirs.Where(MemberVoice.MayWrite).ToList();
        var words = await MemberVoice.Words(
            choice.CommunityId,
            choice.MemberId,
            theirs.FirstOrDefault()?.Language,
            work,
            ct
        );
        var open = shown.Where(TellMembers.IsOpen).ToList();
        await voice.Answer(
            choice.CommunityId,
            choice.MemberId,
            shown.Count == 0 ? words.Say("Where_None") : words.List(shown),
            open.Count == 0
                ? null
                : new Buttons([
                    .. open.Select(referral => new DeliveryChoice(
                        open.Count == 1 ? words.Say("Button_NoLonger") : words.NoLonger(referral),
                        MemberChoice.ValueOf(MemberChoice.Withdraw, referral.Id.Value)
                    )),
                ]),
            work,
            ct
        );
    }

    /// <summary>A referral of the member who chose; whatever a value says, nobody else's.</summary>
    private static async Task<Referral?> Theirs(Guid id, MemberChoice choice, UnitOfWork work, CancellationToken ct) =>
        await ReferralReading.Locked(ReferralId.From(id), work, ct) is { Side: ReferralSide.Sender } referral
        && referral.MemberId == choice.MemberId
        && referral.CommunityId == choice.CommunityId
            ? referral
            : null;
}
