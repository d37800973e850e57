using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Dispatch;

/// <summary>Collects, while events are worked, which of them are done and which of these had no effect.</summary>
internal sealed class Effects
{
    private readonly List<long> _done = [];
    private readonly List<long> _without = [];
    private readonly List<string> _outcomes = [];

    /// <summary>The event has taken effect.</summary>
    public void Done(LaneEvent e) => _done.Add(e.JournalId);

    /// <summary>The event is handled and changed nothing; the journal remembers why.</summary>
    public void Nothing(LaneEvent e, string outcome)
    {
        _done.Add(e.JournalId);
        _without.Add(e.JournalId);
        _outcomes.Add(outcome);
    }

    /// <summary>Marks them handled, in the transaction of their effects.</summary>
    public async Task Close(UnitOfWork unit, CancellationToken ct)
    {
        if (_done.Count == 0)
            return;
        var gone = await unit.Call(
            "channels.journal_done",
            [_done.ToArray(), _without.ToArray(), _outcomes.ToArray()],
            row => row.GetInt32(0),
            ct
        );
        // Somebody else handled one of them although the lane is ours: nothing of this may be kept.
        if (gone is not [var count] || count != _done.Count)
            throw new InvalidOperationException("An event was handled twice.");
    }
}
