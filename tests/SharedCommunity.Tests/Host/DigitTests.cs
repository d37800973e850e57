using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using SharedCommunity.Kernel.Localisation;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using SharedCommunity.Tests.Architecture;
using Xunit;

namespace SharedCommunity.Tests.Host;

/// <summary>One page, one kind of digits: those of the reader's region, in numbers and in our own sentences alike.</summary>
public sealed partial class DigitTests(HostFixture host) : IClassFixture<HostFixture>
{
    // To be dialled, or typed, as they stand.
    private static readonly string[] AsTheyStand =
    [
        "Emergency",
        "Emergency_Number",
        "Field_date_form",
        "Field_hours_form",
        "Field_span_ends_before_it_begins",
        "Field_token_malformed",
        "Hours_Hint",
    ];

    [Fact]
    public void A_number_in_an_Arabic_sentence_of_ours_is_written_in_Arabic_digits()
    {
        var western =
            from file in Repository.Files("modules", ".resx").Concat(Repository.Files("host", ".resx"))
            where file.Name.EndsWith(".ar.resx", StringComparison.Ordinal)
            from text in XDocument.Parse(file.Text).Root!.Elements("data")
            where !AsTheyStand.Contains((string?)text.Attribute("name"))
            where Regex.IsMatch(Hole().Replace((string)text.Element("value")!, ""), "[0-9]")
            select $"{file.Name}: {(string?)text.Attribute("name")}";
        Assert.Empty(western);
    }

    [Theory]
    [InlineData("ar", "٢٤", "24")]
    [InlineData("ar-EG", "٢٤", "24")]
    [InlineData("ar-MA", "24", "٢٤")]
    public async Task My_work_writes_all_its_numbers_as_the_readers_region_does(string region, string own, string other)
    {
        var agency = await host.Field.Agency("North");
        var community = await host.Field.Community(agency);
        using var browser = await host.SignInAs(await host.Field.Staff(agency, Role.Moderator));
        var page = $"/{agency.Slug}/{community.Slug}/work";
        await browser.Open($"{page}?lang=ar");
        var html = await (await browser.Open(page, region)).Content.ReadAsStringAsync(
            TestContext.Current.CancellationToken
        );
        Assert.Contains(own, html, StringComparison.Ordinal);
        var main = html[html.IndexOf("<main", StringComparison.Ordinal)..];
        var words = System.Net.WebUtility.HtmlDecode(Tag().Replace(Named().Replace(main, ""), " "));
        Assert.DoesNotContain(other, words, StringComparison.Ordinal);
        Assert.DoesNotMatch(own[0] < 'A' ? "[٠-٩]" : "[0-9]", words);
    }

    [Fact]
    public void What_stands_in_for_a_number_keeps_its_place()
    {
        var texts = new ServiceCollection()
            .AddLogging()
            .AddReaderTexts()
            .BuildServiceProvider()
            .GetRequiredService<IStringLocalizer<TimeTexts>>();
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
            Assert.Equal("2 h ago", texts["Time_Ago", "2 h"]);
            Assert.True(texts["No_Such_Text"].ResourceNotFound);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [GeneratedRegex(@"\{\d[^}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    // What people and places are called, and scripts' words, are not ours.
    [GeneratedRegex("<bdi[^>]*>.*?</bdi>|<div id=\"words\".*", RegexOptions.Singleline)]
    private static partial Regex Named();
}
