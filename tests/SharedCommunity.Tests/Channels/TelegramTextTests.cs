using CsCheck;
using SharedCommunity.Channels.Telegram;
using Xunit;

namespace SharedCommunity.Tests.Channels;

public sealed class TelegramTextTests
{
    [Fact]
    public void A_text_that_fits_stays_whole()
    {
        var text = new string('a', TelegramText.Limit);
        Assert.Equal([text], TelegramText.Split(text));
        Assert.Empty(TelegramText.Split("  \n "));
    }

    [Theory]
    [InlineData("One two three.\n\nFour five six seven.", 20, "One two three.|Four five six seven.")]
    [InlineData("One two three\nFour five six seven.", 20, "One two three|Four five six seven.")]
    [InlineData("One two three. Four five six seven.", 20, "One two three.|Four five six seven.")]
    [InlineData("أين العيادة القريبة؟ شكرا لكم جميعا", 25, "أين العيادة القريبة؟|شكرا لكم جميعا")]
    [InlineData("One two three four five six", 12, "One two|three four|five six")]
    [InlineData("aaaaaaaaaaaa", 5, "aaaaa|aaaaa|aa")]
    [InlineData("aaaa🏥bb", 5, "aaaa|🏥bb")]
    [InlineData("A. bbbbbbb ccccccc ddd", 20, "A. bbbbbbb ccccccc|ddd")]
    public void Cuts_where_a_reader_would(string text, int limit, string parts) =>
        Assert.Equal(parts.Split('|'), TelegramText.Split(text, limit));

    [Fact]
    public void An_accent_stays_with_its_letter() =>
        Assert.Equal(["aaa", "e\u0301bb"], TelegramText.Split("aaae\u0301bb", 4).Take(2));

    private static readonly Gen<string> Texts = Gen.OneOf([
            .. new[] { "a", "é", "🏥", "👨‍👩‍👧", " ", "\n", "\n\n", ". ", "؟ ", "كلمة", "word", "\u0301" }.Select(
                Gen.Const
            ),
        ])
        .Array[0, 200]
        .Select(parts => string.Concat(parts));

    [Fact]
    public void Nothing_is_lost_but_white_space_and_no_part_is_too_long_or_broken() =>
        Gen.Select(Texts, Gen.Int[2, 60])
            .Sample(
                (text, limit) =>
                {
                    var parts = TelegramText.Split(text, limit);
                    Assert.All(parts, p => Assert.InRange(p.Length, 1, limit));
                    Assert.All(parts, p => Assert.False(string.IsNullOrWhiteSpace(p)));
                    Assert.All(parts, p => Assert.False(char.IsLowSurrogate(p[0]) || char.IsHighSurrogate(p[^1])));
                    Assert.Equal(Visible(text), Visible(string.Concat(parts)));
                },
                iter: 20_000
            );

    private static string Visible(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
