using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using NodaTime;
using SharedCommunity.Kernel.Localisation;
using Xunit;

namespace SharedCommunity.Tests.Host;

/// <summary>Plural categories as the CLDR has them, and words for time in the three languages.</summary>
public sealed class PluralTests
{
    [Theory]
    [InlineData("en", "other,one,other,other,other,other,other,other,other")]
    [InlineData("fr", "one,one,other,other,other,other,other,other,many")]
    [InlineData("ar", "zero,one,two,few,few,many,many,other,other")]
    public void Categories_follow_the_language(string language, string expected)
    {
        long[] counts = [0, 1, 2, 3, 10, 11, 99, 100, 1_000_000];
        Assert.Equal(
            expected.Split(','),
            counts.Select(count => PluralTexts.Name(PluralRules.CategoryOf(language, count)))
        );
    }

    [Theory]
    [InlineData(103, "few")]
    [InlineData(110, "few")]
    [InlineData(111, "many")]
    [InlineData(199, "many")]
    [InlineData(201, "other")]
    [InlineData(-2, "two")]
    [InlineData(long.MinValue, "few")]
    public void Arabic_counts_by_the_last_two_digits(long count, string expected) =>
        Assert.Equal(expected, PluralTexts.Name(PluralRules.CategoryOf("ar", count)));

    [Theory]
    [InlineData("en-CA", 190, "3 h 10 left")]
    [InlineData("en-CA", 185, "3 h 05 left")]
    [InlineData("en-CA", 40, "40 min left")]
    [InlineData("en-CA", 0, "less than a minute left")]
    [InlineData("en-CA", -20, "late by 20 min")]
    [InlineData("en-CA", 52 * 60, "2 days 4 h left")]
    [InlineData("en-CA", 47 * 60, "47 h left")]
    [InlineData("fr-CA", 190, "reste 3 h 10")]
    [InlineData("fr-CA", -20, "20 min de retard")]
    [InlineData("fr-CA", 52 * 60, "reste 2 jours 4 h")]
    [InlineData("ar", 190, "المتبقي ٣ ساعات و١٠ دقائق")]
    [InlineData("ar", 120, "المتبقي ساعتان")]
    [InlineData("ar", -120, "متأخر بمقدار ساعتين")]
    [InlineData("ar", -11, "متأخر بمقدار ١١ دقيقة")]
    [InlineData("ar-MA", -11, "متأخر بمقدار 11 دقيقة")]
    public void Time_left_is_said_in_words(string culture, int minutes, string expected) =>
        Assert.Equal(expected, In(culture, texts => texts.Left(Duration.FromMinutes(minutes))));

    [Theory]
    [InlineData("en-CA", 0, "just now")]
    [InlineData("en-CA", 125, "2 h 05 ago")]
    [InlineData("fr-CA", 125, "il y a 2 h 05")]
    [InlineData("ar", 120, "منذ ساعتين")]
    [InlineData("ar", 2 * 24 * 60, "منذ يومين")]
    [InlineData("ar", 15 * 24 * 60, "منذ ١٥ يومًا")]
    public void Age_is_said_in_words(string culture, int minutes, string expected) =>
        Assert.Equal(expected, In(culture, texts => texts.Ago(Duration.FromMinutes(minutes))));

    [Fact]
    public void Digits_are_those_of_the_reader()
    {
        Assert.Equal("١٢٬٣٤٥", In("ar", _ => Reader.Number(12345)));
        Assert.Equal("12.345", In("ar-MA", _ => Reader.Number(12345)));
        Assert.Equal("12,345", In("en-CA", _ => Reader.Number(12345)));
    }

    private static string In(string culture, Func<IStringLocalizer<TimeTexts>, string> say)
    {
        var texts = new ServiceCollection()
            .AddLogging()
            .AddLocalization()
            .BuildServiceProvider()
            .GetRequiredService<IStringLocalizer<TimeTexts>>();
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture[..2]);
            return say(texts);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }
}
