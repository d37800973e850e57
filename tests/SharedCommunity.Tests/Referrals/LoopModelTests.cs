using CsCheck;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>
/// Two agencies play the table against each other: acts, time-outs, and messages that come late. The bus is what flow 3 of
/// the design promises: per side in order, each taken once, and sent again until acknowledged.
/// </summary>
public sealed class LoopModelTests(ITestOutputHelper output)
{
    [Fact]
    public void Once_all_is_delivered_both_sides_agree_and_an_open_loop_names_who_owes_the_next_step()
    {
        var ends = new Dictionary<ReferralState, int>();
        var crossed = 0;
        Gen.Int[0, 999]
            .Array[1, 40]
            .Sample(
                steps =>
                {
                    var play = new Play();
                    foreach (var step in steps)
                        play.Step(step);
                    play.Deliver();
                    lock (ends)
                    {
                        ends[play.Sender] = ends.GetValueOrDefault(play.Sender) + 1;
                        crossed += play.Crossed;
                    }
                    Assert.Equal(play.Sender, play.Receiver);
                    Assert.Equal(
                        LoopTable.Own.At(ReferralSide.Sender, play.Sender, "remind.contact").Owes,
                        LoopTable.Own.At(ReferralSide.Receiver, play.Receiver, "remind.contact").Owes
                    );
                    if (Play.Open.Contains(play.Sender))
                        Assert.NotEqual(NextStepOwner.Nobody, play.Owes);
                },
                iter: 20_000
            );
        output.WriteLine(
            $"{crossed} crossings; ends: {string.Join(", ", ends.OrderBy(end => end.Key).Select(end => $"{end.Key} {end.Value}"))}"
        );
        // The play must have been where it matters.
        Assert.True(crossed > 1000);
        Assert.All(
            Enum.GetValues<ReferralState>().Where(state => state is not (ReferralState.None or ReferralState.Sent)),
            state => Assert.True(ends.GetValueOrDefault(state) > 20, $"{state} was hardly ever the end")
        );
    }

    [Fact]
    public void A_planted_disagreement_is_found()
    {
        // The sender takes a late acceptance although it has withdrawn: the two end apart.
        var planted = LoopTable.Read(
            LoopTable
                .OwnText()
                .Replace(
                    "sender\tWithdrawn\tmessage\tReferralAccepted\tignored\t-\tnobody\t",
                    "sender\tWithdrawn\tmessage\tReferralAccepted\tAccepted\t-\treceiver\t",
                    StringComparison.Ordinal
                )
        );
        var play = new Play(planted);
        play.DeliverTo(ReferralSide.Receiver);
        play.Do(ReferralSide.Receiver, LoopInput.Accept);
        play.Do(ReferralSide.Sender, LoopInput.Withdraw);
        play.Deliver();
        Assert.NotEqual(play.Sender, play.Receiver);
    }

    private sealed class Play
    {
        public static readonly ReferralState[] Open =
        [
            ReferralState.Sent,
            ReferralState.Acknowledged,
            ReferralState.Accepted,
            ReferralState.ContactMade,
        ];

        private readonly LoopTable table;
        private readonly Dictionary<ReferralSide, ReferralState> states = new()
        {
            [ReferralSide.Sender] = ReferralState.Sent,
            [ReferralSide.Receiver] = ReferralState.None,
        };

        // All that a side ever said, in order; and how much of it the other has taken.
        private readonly Dictionary<ReferralSide, List<string>> said = new()
        {
            [ReferralSide.Sender] = ["ReferralSent"],
            [ReferralSide.Receiver] = [],
        };
        private readonly Dictionary<ReferralSide, int> taken = new()
        {
            [ReferralSide.Sender] = 0,
            [ReferralSide.Receiver] = 0,
        };

        public Play(LoopTable? table = null) => this.table = table ?? LoopTable.Own;

        public ReferralState Sender => states[ReferralSide.Sender];

        public ReferralState Receiver => states[ReferralSide.Receiver];

        public NextStepOwner Owes { get; private set; } = NextStepOwner.Receiver;

        /// <summary>How often something was said while something of the other side was on its way.</summary>
        public int Crossed { get; private set; }

        public void Step(int choice)
        {
            var side = choice % 2 == 0 ? ReferralSide.Sender : ReferralSide.Receiver;
            var what = choice / 2;
            switch (what % 5)
            {
                case 0 or 1:
                    DeliverTo(side);
                    break;
                case 2:
                    Do(side, LoopInput.Times[what / 5 % LoopInput.Times.Count]);
                    break;
                default:
                    Do(side, LoopInput.Acts[what / 5 % LoopInput.Acts.Count]);
                    break;
            }
        }

        public void Do(ReferralSide side, string input)
        {
            var cell = table.At(side, states[side], input);
            if (cell.Verdict != LoopVerdict.Goes)
                return;
            var changed = cell.Next != states[side] || input is LoopInput.FollowUp or LoopInput.WithdrawConsent;
            states[side] = cell.Next;
            Owes = cell.Owes;
            if (!changed)
                return;
            if (said[Other(side)].Count > taken[side])
                Crossed++;
            said[side].Add(LoopInput.MessageOf(input));
        }

        /// <summary>The next message that a side has not taken arrives.</summary>
        public void DeliverTo(ReferralSide side)
        {
            var from = Other(side);
            if (taken[side] == said[from].Count)
                return;
            Take(side, said[from][taken[side]++]);
            // The acknowledgement may be lost; that the message was taken is known at the latest with the next one.
            if (side == ReferralSide.Receiver && Sender == ReferralState.Sent && taken[side] % 2 == 1)
                Take(ReferralSide.Sender, LoopInput.Acknowledgement);
        }

        public void Deliver()
        {
            while (said[ReferralSide.Sender].Count > taken[ReferralSide.Receiver])
                DeliverTo(ReferralSide.Receiver);
            while (said[ReferralSide.Receiver].Count > taken[ReferralSide.Sender])
                DeliverTo(ReferralSide.Sender);
            if (Sender == ReferralState.Sent)
                Take(ReferralSide.Sender, LoopInput.Acknowledgement);
        }

        private void Take(ReferralSide side, string message)
        {
            var cell = table.At(side, states[side], message);
            // Between honest sides nothing is ever dead, and in order nothing is held.
            Assert.NotEqual(LoopVerdict.Dead, cell.Verdict);
            Assert.NotEqual(LoopVerdict.Held, cell.Verdict);
            states[side] = cell.Next;
            Owes = cell.Owes;
        }

        private static ReferralSide Other(ReferralSide side) =>
            side == ReferralSide.Sender ? ReferralSide.Receiver : ReferralSide.Sender;
    }
}
