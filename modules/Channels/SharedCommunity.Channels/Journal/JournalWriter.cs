using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Live;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Journal;

/// <summary>An event on its way into the journal.</summary>
internal sealed record JournalEntry(
    ConnectionId Connection,
    string EventId,
    long Position,
    string Lane,
    string Account,
    byte[] Payload
)
{
    private readonly TaskCompletionSource<bool> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True after the commit; false where the journal could not keep it.</summary>
    public Task<bool> Written => _written.Task;

    internal void Settle(bool written) => _written.TrySetResult(written);
}

/// <summary>
/// One writer for all requests: what arrived during the last commit is the next batch, one statement and one commit.
/// No timer: with one caller the batch is one event, with many it grows by itself. If a batch fails, its events are
/// committed one by one, so that one bad event costs the others nothing.
/// </summary>
internal sealed partial class JournalWriter(Work work, LiveNotifier live, ILogger<JournalWriter> logger)
    : BackgroundService
{
    private const int Longest = 512;

    // A commit that carried this many was one of many callers at a time.
    private const int Pouring = 24;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestStep = TimeSpan.FromMilliseconds(200);

    private long _pouredAt = long.MinValue / 2;

    private readonly Channel<JournalEntry> _arrived = Channel.CreateBounded<JournalEntry>(
        new BoundedChannelOptions(16_384) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
    );

    private bool IsPouring => Environment.TickCount64 - Volatile.Read(ref _pouredAt) < 2 * Step.TotalMilliseconds;

    /// <summary>
    /// Lets intake go first: while posts pour in, whoever works the journal steps back between two batches, for a
    /// moment at most. A platform that is kept waiting gives up; the queue does not.
    /// </summary>
    public async Task StepBack(CancellationToken ct)
    {
        for (var waited = TimeSpan.Zero; IsPouring && waited < LongestStep; waited += Step)
        {
            await Task.Delay(Step, ct);
        }
    }

    /// <summary>Takes an event if there is room; its caller then awaits <see cref="JournalEntry.Written"/>.</summary>
    public bool TryAppend(JournalEntry entry) => _arrived.Writer.TryWrite(entry);

    /// <summary>Takes many and waits until all are committed; false where one was not.</summary>
    public async Task<bool> Append(IReadOnlyCollection<JournalEntry> entries, CancellationToken ct)
    {
        foreach (var entry in entries)
            await _arrived.Writer.WriteAsync(entry, ct);
        var written = await Task.WhenAll(entries.Select(e => e.Written)).WaitAsync(ct);
        return Array.TrueForAll(written, w => w);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<JournalEntry> batch = new(Longest);
        try
        {
            while (await _arrived.Reader.WaitToReadAsync(stoppingToken))
            {
                while (batch.Count < Longest && _arrived.Reader.TryRead(out var entry))
                    batch.Add(entry);
                if (batch.Count >= Pouring)
                    Volatile.Write(ref _pouredAt, Environment.TickCount64);
                await Write(batch);
                batch.Clear();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
        finally
        {
            // Whoever still waits is told to come again.
            _arrived.Writer.TryComplete();
            while (_arrived.Reader.TryRead(out var entry))
                entry.Settle(false);
        }
    }

    private async Task Write(List<JournalEntry> batch)
    {
        if (await TryWrite(batch))
            batch.ForEach(e => e.Settle(true));
        else if (batch.Count == 1)
            batch[0].Settle(false);
        else
            foreach (var entry in batch)
                entry.Settle(await TryWrite([entry]));
        live.Wake("journal");
    }

    // Stopping does not interrupt a commit under way: its callers get the true answer.
    private async Task<bool> TryWrite(List<JournalEntry> batch)
    {
        try
        {
            await work.Call(
                "channels.journal_append",
                [
                    Column(batch, e => e.Connection.Value),
                    Column(batch, e => e.EventId),
                    Column(batch, e => e.Position),
                    Column(batch, e => e.Lane),
                    Column(batch, e => e.Account),
                    Column(batch, e => e.Payload),
                ],
                row => row.GetInt32(0),
                CancellationToken.None
            );
            return true;
        }
        catch (Exception failure)
        {
            LogNotWritten(batch.Count, failure.GetBaseException().GetType().Name);
            return false;
        }
    }

    private static T[] Column<T>(List<JournalEntry> batch, Func<JournalEntry, T> of)
    {
        var values = new T[batch.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = of(batch[i]);
        return values;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} event(s) could not be journalled ({Failure}).")]
    private partial void LogNotWritten(int count, string failure);
}
