using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SharedCommunity.Host.Backup;

/// <summary>
/// A file sealed with a passphrase: AES-256-GCM in pieces, so that it can be written and read as a stream. Each piece is
/// bound to its place and the last one says that it is the last: what was cut, swapped or changed is not opened.
/// </summary>
internal static class SealedStream
{
    private const int PieceSize = 1 << 20;
    private const int SaltSize = 32;
    private const int TagSize = 16;
    private const int Rounds = 600_000;

    private static ReadOnlySpan<byte> Magic => "SharedCommunity backup 1\n"u8;

    /// <summary>A stream that seals what is written to it into <paramref name="target"/>; complete when disposed.</summary>
    public static Stream Write(Stream target, string passphrase)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        target.Write(Magic);
        target.Write(salt);
        return new Writer(target, new AesGcm(Key(passphrase, salt), TagSize));
    }

    /// <summary>A stream of what was sealed in <paramref name="source"/>.</summary>
    /// <exception cref="InvalidDataException">Not such a file, another passphrase, or damaged.</exception>
    public static Stream Read(Stream source, string passphrase)
    {
        var head = new byte[Magic.Length + SaltSize];
        if (
            source.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length
            || !head.AsSpan(0, Magic.Length).SequenceEqual(Magic)
        )
            throw new InvalidDataException("This is no backup of SharedCommunity.");
        return new Reader(source, new AesGcm(Key(passphrase, head.AsSpan(Magic.Length)), TagSize));
    }

    private static byte[] Key(string passphrase, ReadOnlySpan<byte> salt) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase), salt, Rounds, HashAlgorithmName.SHA256, 32);

    // The key is the file's own (by its salt), so a counter is a nonce that never comes twice.
    private static void Nonce(Span<byte> nonce, long number, bool last)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(nonce, number);
        nonce[^1] = last ? (byte)1 : (byte)0;
    }

    private abstract class OneWay : Stream
    {
        public override bool CanRead => false;
        public override bool CanWrite => false;
        public override bool CanSeek => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }

    private sealed class Writer(Stream target, AesGcm cipher) : OneWay
    {
        private readonly byte[] _piece = new byte[PieceSize];
        private int _filled;
        private long _number;
        private bool _closed;

        public override bool CanWrite => true;

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            while (buffer.Length > 0)
            {
                // A full piece goes only when more comes, so that the last one is known to be the last.
                if (_filled == PieceSize)
                    Seal(last: false);
                var taken = Math.Min(buffer.Length, PieceSize - _filled);
                buffer[..taken].CopyTo(_piece.AsSpan(_filled));
                _filled += taken;
                buffer = buffer[taken..];
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && !_closed)
            {
                _closed = true;
                Seal(last: true);
                target.Flush();
                cipher.Dispose();
            }

            base.Dispose(disposing);
        }

        private void Seal(bool last)
        {
            Span<byte> nonce = stackalloc byte[12];
            Span<byte> head = stackalloc byte[5];
            Nonce(nonce, _number++, last);
            BinaryPrimitives.WriteInt32LittleEndian(head, _filled);
            head[4] = last ? (byte)1 : (byte)0;
            var text = new byte[_filled + TagSize];
            cipher.Encrypt(nonce, _piece.AsSpan(0, _filled), text.AsSpan(0, _filled), text.AsSpan(_filled), head);
            target.Write(head);
            target.Write(text);
            _filled = 0;
        }
    }

    private sealed class Reader(Stream source, AesGcm cipher) : OneWay
    {
        private byte[] _piece = [];
        private int _read;
        private long _number;
        private bool _last;

        public override bool CanRead => true;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            while (_read == _piece.Length)
            {
                if (_last)
                    return 0;
                Open();
            }

            var taken = Math.Min(buffer.Length, _piece.Length - _read);
            _piece.AsSpan(_read, taken).CopyTo(buffer);
            _read += taken;
            return taken;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                cipher.Dispose();
            base.Dispose(disposing);
        }

        private void Open()
        {
            Span<byte> head = stackalloc byte[5];
            Span<byte> nonce = stackalloc byte[12];
            if (source.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
                throw new InvalidDataException("The backup is cut off.");
            var length = BinaryPrimitives.ReadInt32LittleEndian(head);
            _last = head[4] == 1;
            if (length is < 0 or > PieceSize)
                throw new InvalidDataException("The backup is damaged.");
            var text = new byte[length + TagSize];
            if (source.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length)
                throw new InvalidDataException("The backup is cut off.");
            Nonce(nonce, _number++, _last);
            var piece = new byte[length];
            try
            {
                cipher.Decrypt(nonce, text.AsSpan(0, length), text.AsSpan(length), piece, head);
            }
            catch (AuthenticationTagMismatchException e)
            {
                throw new InvalidDataException("The passphrase is another one, or the backup is damaged.", e);
            }

            (_piece, _read) = (piece, 0);
        }
    }
}
