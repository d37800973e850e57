using System.Buffers.Binary;

namespace SharedCommunity.Kernel.Ids;

/// <summary>
/// Ids of lines whose order matters: they sort in the order in which this process made them, within a millisecond too,
/// where version 7 leaves it to chance.
/// </summary>
public static class OrderedId
{
    private const int CounterBits = 12;
    private static long _last;

    /// <summary>Makes the next one, a UUID of version 7. Any number of threads may ask.</summary>
    public static Guid New()
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7().TryWriteBytes(bytes, bigEndian: true, out _);
        var head = BinaryPrimitives.ReadInt64BigEndian(bytes);
        var now = (head >>> 16) << CounterBits;
        long before;
        long next;
        do
        {
            before = Volatile.Read(ref _last);
            // More than the counter holds borrow from the next millisecond; so does a clock that was set back.
            next = Math.Max(now, before + 1);
        } while (Interlocked.CompareExchange(ref _last, next, before) != before);
        BinaryPrimitives.WriteInt64BigEndian(
            bytes,
            ((next >>> CounterBits) << 16) | 0x7000 | (next & ((1 << CounterBits) - 1))
        );
        return new Guid(bytes, bigEndian: true);
    }
}
