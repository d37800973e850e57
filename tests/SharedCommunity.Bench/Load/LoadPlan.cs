namespace SharedCommunity.Bench.Load;

/// <summary>What the load generator is to do; it reads this as JSON on its standard input.</summary>
/// <param name="Shapes">The requests, sent in turn.</param>
/// <param name="PerSecond">A fixed rate, or null for a closed loop: each connection asks again as soon as it is answered.</param>
/// <param name="Total">Stops after so many requests, even if there is time left.</param>
/// <param name="FirstNumber">Where unique numbers start; ten digits, so that a number never changes a request's length.</param>
internal sealed record LoadPlan(
    string Host,
    int Port,
    int Connections,
    double WarmUpSeconds,
    double Seconds,
    double? PerSecond,
    long FirstNumber,
    IReadOnlyList<Shape> Shapes,
    long Total = long.MaxValue
);

/// <summary>
/// A request. In path, headers and body, <c>{{number}}</c> stands for the next unique number, <c>{{member}}</c> for
/// one of the members in turn and <c>{{time}}</c> for the Unix time in seconds: each of ten digits.
/// </summary>
/// <param name="Ago">How many seconds ago it happened: taken off the time.</param>
internal sealed record Shape(
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Headers,
    string Body,
    long FirstMember = Shape.TenDigits,
    long Members = 1,
    long Ago = 0
)
{
    public const long TenDigits = 1_000_000_000;
}

/// <summary>What came of a <see cref="LoadPlan"/>. Counts and latencies are of the measured time, accepted is of the whole run.</summary>
/// <param name="Accepted">Requests answered 200, warm-up and drain included: what must be stored afterwards.</param>
/// <param name="Sent">Unique numbers used, so the next run knows where to start.</param>
/// <param name="Cores">Processor time that the generator itself took, a second.</param>
internal sealed record LoadResult(
    double PerSecond,
    double P50,
    double P99,
    double Max,
    long Accepted,
    long Sent,
    double Cores,
    IReadOnlyDictionary<int, long> Statuses
);
