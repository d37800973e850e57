using System.Diagnostics;

namespace SharedCommunity.Testing;

/// <summary>Waits for what happens in the background.</summary>
public static class Eventually
{
    /// <summary>Asks again until the answer is there; fails with the last one when time runs out.</summary>
    public static async Task<T> Becomes<T>(
        Func<Task<T>> ask,
        Func<T, bool> wanted,
        TimeSpan? within = null,
        TimeSpan? every = null
    )
    {
        ArgumentNullException.ThrowIfNull(ask);
        ArgumentNullException.ThrowIfNull(wanted);
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var answer = await ask();
            if (wanted(answer))
                return answer;
            if (waited.Elapsed > (within ?? TimeSpan.FromSeconds(30)))
                throw new TimeoutException($"It did not come to be; the last answer was {answer}.");
            await Task.Delay(every ?? TimeSpan.FromMilliseconds(20));
        }
    }
}
