using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace SharedCommunity.Bench.Load;

/// <summary>One kept-alive connection that asks one thing at a time.</summary>
internal sealed class Connection(IPEndPoint server) : IDisposable
{
    private readonly byte[] buffer = new byte[256 * 1024];
    private Socket? socket;
    private int filled;
    private int headerEnd;
    private long bodyLength;

    /// <summary>When the request that is under way was due, in stopwatch ticks.</summary>
    public long Since { get; private set; }

    public int Status { get; private set; }

    public Socket Connect()
    {
        socket?.Dispose();
        socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(server);
        return socket;
    }

    public bool Send(ReadOnlySpan<byte> request, long since)
    {
        Since = since;
        filled = 0;
        headerEnd = 0;
        while (!request.IsEmpty)
        {
            var sent = socket!.Send(request, SocketFlags.None, out var error);
            if (error != SocketError.Success)
                return false;
            request = request[sent..];
        }
        return true;
    }

    /// <summary>Reads what is there: true when the answer is whole, false when more is to come, null when the server hung up.</summary>
    public bool? Receive()
    {
        var read = socket!.Receive(buffer.AsSpan(filled), SocketFlags.None, out var error);
        if (read == 0 || error != SocketError.Success)
            return null;
        filled += read;
        if (headerEnd == 0 && !ReadHead())
            return false;
        return bodyLength >= 0
            ? filled - headerEnd >= bodyLength
            : buffer.AsSpan(headerEnd, filled - headerEnd).EndsWith("0\r\n\r\n"u8);
    }

    private bool ReadHead()
    {
        var end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        headerEnd = end + 4;
        var head = buffer.AsSpan(0, end);
        _ = Utf8Parser.TryParse(head[9..], out int status, out _);
        Status = status;
        var at = head.IndexOf("Content-Length: "u8);
        bodyLength = -1;
        if (at >= 0)
        {
            _ = Utf8Parser.TryParse(buffer.AsSpan(at + 16, headerEnd - at - 16), out long length, out _);
            bodyLength = length;
        }
        else if (status is 204 or 304)
        {
            bodyLength = 0;
        }
        return true;
    }

    public void Dispose() => socket?.Dispose();
}
