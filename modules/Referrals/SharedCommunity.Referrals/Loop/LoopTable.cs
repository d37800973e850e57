using System.Collections.Frozen;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Referrals.Loop;

/// <summary>What happens in a cell of the loop.</summary>
internal enum LoopVerdict
{
    /// <summary>The side goes to the cell's state, which may be the one that it is in.</summary>
    Goes,

    /// <summary>The act may not be done now.</summary>
    Refused,

    /// <summary>Nothing changes, for the cell's reason.</summary>
    Ignored,

    /// <summary>It waits until what was sent before it is there.</summary>
    Held,

    /// <summary>An honest side never says this: to the dead letters.</summary>
    Dead,
}

/// <summary>One cell: what a side in a state does at an input.</summary>
/// <param name="Verdict">What happens.</param>
/// <param name="Next">The state afterwards; the same one where nothing changes.</param>
/// <param name="Told">Who is told.</param>
/// <param name="Owes">Who owes the next step afterwards.</param>
/// <param name="Reason">Why nothing changes; null where something does.</param>
internal sealed record LoopCell(
    LoopVerdict Verdict,
    ReferralState Next,
    IReadOnlyList<string> Told,
    NextStepOwner Owes,
    string? Reason
)
{
    /// <summary>Whether the member is told.</summary>
    public bool TellsMember => Told.Contains("member");

    /// <summary>Whether the staff of a side are told.</summary>
    public bool Tells(ReferralSide side) => Told.Contains(side == ReferralSide.Sender ? "sender" : "receiver");
}

/// <summary>The loop of a referral as <c>etc/referral-loop.tsv</c> has it. A missing cell stops the host.</summary>
internal sealed class LoopTable
{
    private readonly FrozenDictionary<(ReferralSide, ReferralState, string), LoopCell> cells;

    private LoopTable(Dictionary<(ReferralSide, ReferralState, string), LoopCell> cells) =>
        this.cells = cells.ToFrozenDictionary();

    /// <summary>The product's own.</summary>
    public static LoopTable Own { get; } = Read(OwnText());

    /// <summary>The states that a side can be in.</summary>
    public IEnumerable<ReferralState> StatesOf(ReferralSide side) =>
        cells.Keys.Where(key => key.Item1 == side).Select(key => key.Item2).Distinct();

    /// <summary>What a side in a state does at an input.</summary>
    /// <param name="side">The side.</param>
    /// <param name="state">The state that it is in.</param>
    /// <param name="input">One of <see cref="LoopInput"/>.</param>
    public LoopCell At(ReferralSide side, ReferralState state, string input) => cells[(side, state, input)];

    /// <summary>
    /// The acts that may be done with a side as it stands: the buttons of a page, and what a handler lets through. What is done to
    /// the consent has its own page, and what settles it is done with the inquiry.
    /// </summary>
    public IEnumerable<string> ActsOf(Referral referral) =>
        LoopInput.Acts.Where(act =>
            act is not (LoopInput.WithdrawConsent or LoopInput.Settle)
            && At(referral.Side, referral.State, act).Verdict == LoopVerdict.Goes
            && referral.Allows(act)
        );

    /// <summary>Reads a table and refuses one with a cell too few or too many.</summary>
    /// <exception cref="FormatException">A line cannot be read, or a cell is missing or without a reason.</exception>
    public static LoopTable Read(string text)
    {
        var cells = new Dictionary<(ReferralSide, ReferralState, string), LoopCell>();
        foreach (
            var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Skip(1)
        )
        {
            if (
                line.Split('\t')
                is not [var side, var state, var kind, var input, var next, var tells, var owes, var why]
            )
                throw new FormatException($"Eight columns are needed: {line}");
            if (!LoopInput.Of(kind).Contains(input))
                throw new FormatException($"No {kind} is called {input}.");
            var from = Enum.Parse<ReferralState>(state);
            var verdict = Enum.TryParse<ReferralState>(next, out var to)
                ? LoopVerdict.Goes
                : Enum.Parse<LoopVerdict>(next, ignoreCase: true);
            if (verdict != LoopVerdict.Goes && why == "-")
                throw new FormatException($"Why is it {next}? {line}");
            var cell = new LoopCell(
                verdict,
                verdict == LoopVerdict.Goes ? to : from,
                tells == "-" ? [] : tells.Split(' '),
                Enum.Parse<NextStepOwner>(owes, ignoreCase: true),
                why == "-" ? null : why
            );
            if (!cells.TryAdd((Enum.Parse<ReferralSide>(side, ignoreCase: true), from, input), cell))
                throw new FormatException($"Twice: {line}");
        }
        foreach (var (side, state) in cells.Keys.Select(key => (key.Item1, key.Item2)).Distinct().ToList())
        foreach (var input in LoopInput.All.Where(input => !cells.ContainsKey((side, state, input))))
            throw new FormatException($"What does the {side} do in {state} at {input}?");
        return new LoopTable(cells);
    }

    internal static string OwnText()
    {
        using var reader = new StreamReader(typeof(LoopTable).Assembly.GetManifestResourceStream("referral-loop.tsv")!);
        return reader.ReadToEnd();
    }
}
