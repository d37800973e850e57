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
        var told = announced.Where(moved => moved.TellsMember).ToList();
        if (told.Count == 0)
            return;
        var ids = told.Select(moved => moved.Referral).Distinct().ToList();
        var referrals = await work
            .Db.Set<Referral>()
            .Where(referral => ids.Contains(referral.Id))
            .ToDictionaryAsync(referral => referral.Id, cancellationToken);
        var addressed = await Addressed.Read(referrals.Values, work, cancellationToken);
        foreach (var moved in told)
        {
            var referral = referrals[moved.Referral];
            var words = addressed.Words(referral);
            if (words.Moved(referral, moved.ByMember) is not { } text)
                continue;
            var buttons = IsOpen(referral) ? Buttons(referral, words) : null;
            _ = voice.Tell(referral, moved.Input, text, buttons, addressed, work, isReply: moved.ByMember);
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
