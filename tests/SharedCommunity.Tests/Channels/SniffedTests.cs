using SharedCommunity.Channels.Media;
using Xunit;

namespace SharedCommunity.Tests.Channels;

public sealed class SniffedTests
{
    [Theory]
    [InlineData("FFD8FFE000104A46", "image/jpeg")]
    [InlineData("89504E470D0A1A0A0000", "image/png")]
    [InlineData("474946383961", "image/gif")]
    [InlineData("4F67675300020000", "audio/ogg")]
    [InlineData("494433040000", "audio/mpeg")]
    [InlineData("FFFB9064", "audio/mpeg")]
    [InlineData("1A45DFA3", "video/webm")]
    [InlineData("52494646AAAAAAAA57454250", "image/webp")]
    [InlineData("52494646AAAAAAAA57415645", "audio/wav")]
    [InlineData("0000001866747970 6D703432", "video/mp4")]
    [InlineData("00000018667479704D344120", "audio/mp4")]
    // A page, a drawing with script, a program, an archive, half a signature, nothing.
    [InlineData("3C68746D6C3E", null)]
    [InlineData("3C73766720786D6C6E733D", null)]
    [InlineData("255044462D312E37", null)]
    [InlineData("504B0304", null)]
    [InlineData("52494646AAAAAAAA41564920", null)]
    [InlineData("FFD8", null)]
    [InlineData("", null)]
    public void Bytes_decide_what_may_be_shown(string start, string? type) =>
        Assert.Equal(type, Sniffed.Showable(Convert.FromHexString(start.Replace(" ", "", StringComparison.Ordinal))));
}
