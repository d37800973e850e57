using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Telling;

/// <summary>Tells the member what has become of a referral, where the loop's table says that they are told.</summary>
internal sealed class TellMembers(MemberVoice voice) : IHandle<ReferralMoved>
{
    /// <inheritdoc />
    public async Task Handle(
        IReadOnlyList<ReferralMoved> announced,
        UnitOfWork work,
        CancellationToken cancellationToken
    )
    {
        foreach (var moved in announced.Where(moved => moved.TellsMember))
        {
            var referral = await work.Db.Set<Referral>().SingleAsync(r => r.Id == moved.Referral, cancellationToken);
            var words = await MemberVoice.Words(referral, work, cancellationToken);
            if (words.Moved(referral, moved.ByMember) is not { } text)
                continue;
            await voice.Tell(
                referral,
                moved.Input,
                text,
                IsOpen(referral) ? Buttons(referral, words) : null,
                work,
                cancellationToken,
                isReply: moved.ByMember
            );
        }
    }

    /// <summary>Whether it may still be taken back.</summary>
    public static bool IsOpen(Referral referral) =>
        LoopTable.Own.At(referral.Side, referral.State, LoopInput.Withdraw).Verdict == LoopVerdict.Goes;

    private static Buttons Buttons(Referral referral, MemberWords words) =>
        new([
            new DeliveryChoice(words.Say("Button_Where"), MemberChoice.ValueOf(MemberChoice.Where, referral.Id.Value)),
            new DeliveryChoice(
                words.Say("Button_NoLonger"),
                MemberChoice.ValueOf(MemberChoice.Withdraw, referral.Id.Value)
            ),
        ]);
}
