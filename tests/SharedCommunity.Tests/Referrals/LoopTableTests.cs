using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>The loop's table: whole, closed, and refused as soon as a cell is missing.</summary>
public sealed class LoopTableTests
{
    [Fact]
    public void Every_side_has_a_cell_for_every_input_in_every_state_that_it_can_be_in()
    {
        foreach (var side in Enum.GetValues<ReferralSide>())
        {
            var states = LoopTable.Own.StatesOf(side).ToHashSet();
            foreach (var state in states)
            foreach (var input in LoopInput.All)
                Assert.Contains(LoopTable.Own.At(side, state, input).Next, states);
        }
    }

    [Fact]
    public void An_open_loop_has_somebody_who_owes_the_next_step()
    {
        ReferralState[] open =
        [
            ReferralState.Sent,
            ReferralState.Acknowledged,
            ReferralState.Accepted,
            ReferralState.ContactMade,
        ];
        foreach (var side in Enum.GetValues<ReferralSide>())
        foreach (var state in LoopTable.Own.StatesOf(side))
        foreach (var cell in LoopInput.All.Select(input => LoopTable.Own.At(side, state, input)))
            Assert.False(open.Contains(cell.Next) && cell.Owes == NextStepOwner.Nobody);
    }

    [Fact]
    public void A_table_with_a_hole_is_refused()
    {
        var lines = LoopTable.OwnText().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 5; i < lines.Length; i++)
            Assert.Throws<FormatException>(() => LoopTable.Read(string.Join('\n', lines.Where((_, at) => at != i))));
    }

    [Fact]
    public void A_cell_in_which_nothing_changes_must_say_why()
    {
        var text = LoopTable.OwnText();
        var reason = LoopTable.Own.At(ReferralSide.Sender, ReferralState.Withdrawn, "ReferralAccepted").Reason!;
        Assert.Throws<FormatException>(() => LoopTable.Read(text.Replace(reason, "-", StringComparison.Ordinal)));
    }
}
