using CsCheck;

namespace SharedCommunity.Tests.Channels;

/// <summary>Payloads that are almost right: bytes changed, cut, doubled, values swapped for others.</summary>
internal static class Mutated
{
    private static readonly byte[][] Bodies = [.. Sample.Everything().Select(u => u.Bytes())];

    private static readonly string[] Values =
    [
        "null",
        "true",
        "-1",
        "1e400",
        "99999999999999999999",
        "0.5",
        "\"\"",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "[]",
        "{}",
        "[[[{}]]]",
        "{\"id\":\"x\"}",
    ];

    public static readonly Gen<byte[]> Payload = Gen.Select(Gen.Int[0, Bodies.Length - 1], Gen.Int[1, 3])
        .SelectMany(
            (body, times) =>
                Gen.Select(Gen.Int[0, 5], Gen.Int[0, 1_000_000], Gen.Int[0, 1_000_000])
                    .Array[times]
                    .Select(changes => changes.Aggregate(Bodies[body], (b, c) => Change(b, c.Item1, c.Item2, c.Item3)))
        );

    private static byte[] Change(byte[] body, int how, int where, int what)
    {
        if (body.Length == 0)
            return body;
        var at = where % body.Length;
        switch (how)
        {
            case 0:
                return [.. body[..at], (byte)what, .. body[(at + 1)..]];
            case 1:
                return body[..at];
            case 2:
                return [.. body, .. body[at..]];
            case 3:
                return [.. body[..at], .. body[Math.Min(body.Length, at + 1 + what % 9)..]];
            default:
                // Another value behind the next colon.
                var colon = Array.IndexOf(body, (byte)':', at);
                if (colon < 0)
                    return body;
                var end = colon + 1;
                while (end < body.Length && body[end] is not ((byte)',' or (byte)'}' or (byte)']'))
                    end++;
                return
                [
                    .. body[..(colon + 1)],
                    .. System.Text.Encoding.UTF8.GetBytes(Values[what % Values.Length]),
                    .. body[end..],
                ];
        }
    }
}
