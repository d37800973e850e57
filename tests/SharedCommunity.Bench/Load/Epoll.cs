using System.Buffers.Binary;
using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SharedCommunity.Bench.Load;

/// <summary>
/// Linux's readiness queue. The generator shares two cores with what it measures, and asynchronous sockets cost it
/// a thread-pool hop per request; one thread that asks the kernel which sockets have an answer costs about half.
/// </summary>
internal sealed partial class Epoll : IDisposable
{
    private const int Add = 1;
    private const uint Readable = 1;

    // struct epoll_event is packed on x86-64 alone.
    private static readonly bool Packed = RuntimeInformation.ProcessArchitecture == Architecture.X64;
    private static readonly int Size = Packed ? 12 : 16;
    private static readonly int Data = Packed ? 4 : 8;

    private readonly int handle;
    private readonly byte[] events;

    public Epoll(int capacity)
    {
        events = new byte[capacity * Size];
        handle = Create(0);
        if (handle < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    public void Watch(Socket socket, int index)
    {
        Span<byte> interest = stackalloc byte[Size];
        interest.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(interest, Readable);
        BinaryPrimitives.WriteInt32LittleEndian(interest[Data..], index);
        if (Control(handle, Add, (int)socket.Handle, ref MemoryMarshal.GetReference(interest)) < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>How many sockets can be read now, waiting at most so many milliseconds for the first.</summary>
    public int Wait(int milliseconds)
    {
        var ready = Wait(handle, ref events[0], events.Length / Size, milliseconds);
        return Math.Max(ready, 0);
    }

    public int Ready(int position) => BinaryPrimitives.ReadInt32LittleEndian(events.AsSpan((position * Size) + Data));

    public void Dispose() => _ = Close(handle);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(int handle, int operation, int descriptor, ref byte interest);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int Wait(int handle, ref byte events, int capacity, int milliseconds);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
