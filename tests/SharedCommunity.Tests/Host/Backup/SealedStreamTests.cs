using System.Security.Cryptography;
using SharedCommunity.Host.Backup;
using Xunit;

namespace SharedCommunity.Tests.Host.Backup;

/// <summary>The sealed file: what was written comes back; what was touched, cut or swapped is not opened.</summary>
public sealed class SealedStreamTests
{
    private const string Passphrase = "a long enough passphrase";
    private const int Piece = 1 << 20;
    private const int Head = 25 + 32;
    private const int Sealed = 5 + Piece + 16;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Piece - 1)]
    [InlineData(Piece)]
    [InlineData(Piece + 1)]
    [InlineData(3 * Piece)]
    public void What_was_sealed_comes_back(int size)
    {
        var content = RandomNumberGenerator.GetBytes(size);
        Assert.Equal(content, Open(Seal(content), Passphrase));
    }

    [Fact]
    public void The_file_shows_nothing_and_no_two_are_alike()
    {
        var content = new byte[1000];
        var (one, two) = (Seal(content), Seal(content));
        Assert.NotEqual(one, two);
        Assert.True(one.AsSpan(Head).IndexOf(new byte[16]) < 0);
    }

    [Fact]
    public void Another_passphrase_opens_nothing() =>
        Assert.Throws<InvalidDataException>(() => Open(Seal([1, 2, 3]), "a long enough passphrasf"));

    [Fact]
    public void Every_byte_counts()
    {
        var whole = Seal([1, 2, 3, 4, 5]);
        for (var i = 0; i < whole.Length; i += 7)
        {
            var touched = (byte[])whole.Clone();
            touched[i] ^= 1;
            Assert.Throws<InvalidDataException>(() => Open(touched, Passphrase));
        }
    }

    [Fact]
    public void A_file_cut_between_two_pieces_is_not_taken_for_whole()
    {
        var whole = Seal(new byte[2 * Piece + 10]);
        Assert.Throws<InvalidDataException>(() => Open(whole[..(Head + Sealed)], Passphrase));
        Assert.Throws<InvalidDataException>(() => Open(whole[..(Head + 2 * Sealed)], Passphrase));
    }

    [Fact]
    public void Pieces_cannot_change_places()
    {
        var whole = Seal(RandomNumberGenerator.GetBytes(2 * Piece + 10));
        byte[] swapped =
        [
            .. whole[..Head],
            .. whole[(Head + Sealed)..(Head + 2 * Sealed)],
            .. whole[Head..(Head + Sealed)],
            .. whole[(Head + 2 * Sealed)..],
        ];
        Assert.Throws<InvalidDataException>(() => Open(swapped, Passphrase));
    }

    private static byte[] Seal(byte[] content)
    {
        using var target = new MemoryStream();
        using (var stream = SealedStream.Write(target, Passphrase))
            stream.Write(content);
        return target.ToArray();
    }

    private static byte[] Open(byte[] file, string passphrase)
    {
        using var stream = SealedStream.Read(new MemoryStream(file), passphrase);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
