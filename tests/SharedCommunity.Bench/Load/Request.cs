using System.Text;

namespace SharedCommunity.Bench.Load;

/// <summary>A <see cref="Shape"/> as bytes: made once, then only its numbers are written anew, so that sending costs a copy.</summary>
internal sealed class Request
{
    private const int Digits = 10;
    private static readonly string Placeholder = new('0', Digits);
    private static readonly string[] Marks = ["{{number}}", "{{member}}", "{{time}}"];

    private readonly byte[] bytes;
    private readonly int[][] places;
    private readonly Shape shape;
    private long turn;

    public Request(Shape shape, string host)
    {
        this.shape = shape;
        var text = new StringBuilder();
        var length = Encoding.UTF8.GetByteCount(
            Marks.Aggregate(shape.Body, (body, mark) => body.Replace(mark, Placeholder))
        );
        text.Append(shape.Method)
            .Append(' ')
            .Append(shape.Path)
            .Append(" HTTP/1.1\r\nHost: ")
            .Append(host)
            .Append("\r\n");
        foreach (var (name, value) in shape.Headers)
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        if (shape.Body.Length > 0)
            text.Append("Content-Length: ").Append(length).Append("\r\n");
        text.Append("\r\n").Append(shape.Body);

        var found = Marks.Select(_ => new List<int>()).ToArray();
        var rest = text.ToString();
        var written = new MemoryStream();
        while (rest.Length > 0)
        {
            var (mark, at) = Marks
                .Select((m, i) => (Mark: i, At: rest.IndexOf(m, StringComparison.Ordinal)))
                .Where(hit => hit.At >= 0)
                .DefaultIfEmpty((Mark: -1, At: rest.Length))
                .MinBy(hit => hit.At);
            written.Write(Encoding.UTF8.GetBytes(rest[..at]));
            if (mark < 0)
                break;
            found[mark].Add((int)written.Length);
            written.Write(Encoding.UTF8.GetBytes(Placeholder));
            rest = rest[(at + Marks[mark].Length)..];
        }

        bytes = written.ToArray();
        places = [.. found.Select(offsets => offsets.ToArray())];
    }

    public ReadOnlySpan<byte> With(long number, long time)
    {
        var member = shape.FirstMember + (turn++ % shape.Members);
        Write(places[0], number);
        Write(places[1], member);
        Write(places[2], time - shape.Ago);
        return bytes;
    }

    private void Write(int[] offsets, long value)
    {
        foreach (var offset in offsets)
        {
            var rest = value;
            for (var digit = Digits - 1; digit >= 0; digit--)
            {
                bytes[offset + digit] = (byte)('0' + (rest % 10));
                rest /= 10;
            }
        }
    }
}
