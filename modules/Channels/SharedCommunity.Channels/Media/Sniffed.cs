namespace SharedCommunity.Channels.Media;

/// <summary>What a file really is, by its first bytes: what its sender says of it decides nothing.</summary>
internal static class Sniffed
{
    /// <summary>How many bytes are needed.</summary>
    public const int Needs = 32;

    /// <summary>The type of an image, audio or video that a browser may show in place; null for all else.</summary>
    public static string? Showable(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return "image/jpeg";
        if (start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return "image/png";
        if (start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8))
            return "image/gif";
        if (start.StartsWith("OggS"u8))
            return "audio/ogg";
        if (start.StartsWith("ID3"u8) || (start.Length > 1 && start[0] == 0xFF && (start[1] & 0xE6) == 0xE2))
            return "audio/mpeg";
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
            return "video/webm";
        if (start.Length < 12)
            return null;
        if (start.StartsWith("RIFF"u8))
            return start[8..].StartsWith("WEBP"u8) ? "image/webp"
                : start[8..].StartsWith("WAVE"u8) ? "audio/wav"
                : null;
        if (start[4..].StartsWith("ftyp"u8))
            return start[8..].StartsWith("M4A"u8) ? "audio/mp4" : "video/mp4";
        return null;
    }
}
