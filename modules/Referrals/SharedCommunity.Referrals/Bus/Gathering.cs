using System.Threading.Channels;

namespace SharedCommunity.Referrals.Bus;

/// <summary>
/// Takes what comes one by one as batches: whatever has come while the last batch was worked is the next. Nobody waits
/// for a batch to fill. If one fails it is worked one by one, so that each learns its own fate.
/// </summary>
internal sealed class Gathering<T>(int most, Func<IReadOnlyList<T>, CancellationToken, Task> take) : IDisposable
{
    private readonly Channel<(T One, TaskCompletionSource Done)> _waiting = Channel.CreateUnbounded<(
        T,
        TaskCompletionSource
    )>();
    private readonly SemaphoreSlim _working = new(1);

    /// <summary>Returns when it has been taken; throws what taking it threw.</summary>
    public async Task Take(T one, CancellationToken ct)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Writer.TryWrite((one, done));
        // Whoever comes first works for all who have come meanwhile, themselves among them.
        await _working.WaitAsync(CancellationToken.None);
        try
        {
            while (!done.Task.IsCompleted)
                await Work(ct);
        }
        finally
        {
            _working.Release();
        }
        await done.Task;
    }

    /// <inheritdoc />
    public void Dispose() => _working.Dispose();

    private async Task Work(CancellationToken ct)
    {
        List<(T One, TaskCompletionSource Done)> batch = [];
        while (batch.Count < most && _waiting.Reader.TryRead(out var one))
            batch.Add(one);
        try
        {
            await take([.. batch.Select(each => each.One)], ct);
            batch.ForEach(each => each.Done.TrySetResult());
            return;
        }
        catch (Exception failure) when (batch.Count == 1 || ct.IsCancellationRequested)
        {
            batch.ForEach(each => each.Done.TrySetException(failure));
            return;
        }
        catch (Exception)
        {
            // One of them is the cause; the others must not suffer for it.
        }
        foreach (var (one, done) in batch)
        {
            try
            {
                await take([one], ct);
                done.TrySetResult();
            }
            catch (Exception failure)
            {
                done.TrySetException(failure);
            }
        }
    }
}
