using System.Diagnostics;
using System.Net;

namespace SharedCommunity.Bench.Load;

/// <summary>
/// Sends a <see cref="LoadPlan"/> from one thread. At a fixed rate a latency counts from the moment the request was due,
/// so that a server that stalls cannot hide it by slowing its callers down.
/// </summary>
internal sealed class Generator : IDisposable
{
    private readonly LoadPlan plan;
    private readonly TimeProvider clock;
    private readonly Connection[] callers;
    private readonly Request[] requests;
    private readonly Epoll epoll;
    private readonly Queue<int> idle = [];
    private readonly List<int> latencies = new(1 << 20);
    private readonly Dictionary<int, long> statuses = [];
    private long sent;
    private long accepted;
    private int underWay;

    public Generator(LoadPlan plan, TimeProvider clock)
    {
        this.plan = plan;
        this.clock = clock;
        var server = new IPEndPoint(IPAddress.Parse(plan.Host), plan.Port);
        requests = [.. plan.Shapes.Select(shape => new Request(shape, $"{plan.Host}:{plan.Port}"))];
        callers = [.. Enumerable.Range(0, plan.Connections).Select(_ => new Connection(server))];
        epoll = new Epoll(plan.Connections);
    }

    public LoadResult Run()
    {
        for (var i = 0; i < callers.Length; i++)
        {
            epoll.Watch(callers[i].Connect(), i);
            idle.Enqueue(i);
        }

        var start = Stopwatch.GetTimestamp();
        var measureFrom = start + Ticks(plan.WarmUpSeconds);
        var stop = measureFrom + Ticks(plan.Seconds);
        var giveUp = stop + Ticks(10);
        var busyBefore = TimeSpan.Zero;
        var measuring = false;
        while (true)
        {
            var now = Stopwatch.GetTimestamp();
            if (!measuring && now >= measureFrom)
            {
                measuring = true;
                busyBefore = Environment.CpuUsage.TotalTime;
            }
            if (now < stop && sent < plan.Total)
                Start(start, now);
            else if (underWay == 0 || now > giveUp)
                break;
            Collect(measureFrom, stop);
        }

        // A plan with a total may end before its time.
        var measured = Math.Min(plan.Seconds, Stopwatch.GetElapsedTime(measureFrom).TotalSeconds);
        var cores = (Environment.CpuUsage.TotalTime - busyBefore).TotalSeconds / measured;
        latencies.Sort();
        return new LoadResult(
            latencies.Count / measured,
            Percentile(0.50),
            Percentile(0.99),
            Percentile(1),
            accepted,
            sent,
            cores,
            statuses
        );
    }

    private void Start(long start, long now)
    {
        if (plan.PerSecond is not { } rate)
        {
            while (sent < plan.Total && idle.TryDequeue(out var free))
                Send(free, now);
            return;
        }
        for (var due = Due(rate); due <= now && sent < plan.Total && idle.TryDequeue(out var free); due = Due(rate))
            Send(free, due);

        long Due(double perSecond) => start + Ticks(sent / perSecond);
    }

    private void Send(int index, long since)
    {
        var request = requests[sent % requests.Length];
        var bytes = request.With(plan.FirstNumber + sent, clock.GetUtcNow().ToUnixTimeSeconds());
        sent++;
        underWay++;
        if (!callers[index].Send(bytes, since))
            Lost(index);
    }

    private void Collect(long measureFrom, long stop)
    {
        var ready = epoll.Wait(1);
        for (var i = 0; i < ready; i++)
        {
            var index = epoll.Ready(i);
            var caller = callers[index];
            var whole = caller.Receive();
            if (whole is null)
            {
                Lost(index);
                continue;
            }
            if (whole is false)
                continue;
            var now = Stopwatch.GetTimestamp();
            underWay--;
            if (caller.Status == 200)
                accepted++;
            if (now >= measureFrom && now < stop)
            {
                Count(caller.Status);
                latencies.Add((int)Stopwatch.GetElapsedTime(caller.Since, now).TotalMicroseconds);
            }
            if (plan.PerSecond is null && now < stop && sent < plan.Total)
                Send(index, now);
            else
                idle.Enqueue(index);
        }
    }

    private void Lost(int index)
    {
        underWay--;
        Count(0);
        epoll.Watch(callers[index].Connect(), index);
        idle.Enqueue(index);
    }

    private void Count(int status) => statuses[status] = statuses.GetValueOrDefault(status) + 1;

    /// <summary>In milliseconds.</summary>
    private double Percentile(double share) =>
        latencies.Count == 0 ? 0 : latencies[Math.Max(0, (int)Math.Ceiling(latencies.Count * share) - 1)] / 1000.0;

    private static long Ticks(double seconds) => (long)(seconds * Stopwatch.Frequency);

    public void Dispose()
    {
        foreach (var caller in callers)
            caller.Dispose();
        epoll.Dispose();
    }
}
