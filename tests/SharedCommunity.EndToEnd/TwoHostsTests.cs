using Microsoft.Playwright;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>Two host instances on one database: people at either see each other.</summary>
public sealed class TwoHostsTests(Chromium chromium, Site site) : BrowserTests(chromium, site), IClassFixture<Site>
{
    [Fact]
    public async Task A_claim_at_one_host_shows_on_a_page_of_the_other_and_answers_from_there_are_refused()
    {
        await using var second = await HostProcess.Start(Site.Database, Site.Telegram.BaseAddress);
        var rania = await Open(new("en", Reading.Desk), Site.Rania);
        var marc = await OpenAt(second.Address, new("ar", Reading.Phone));
        await marc.SignInAs(Site.Marc);
        var salma = Said.Newcomer("en");
        var asked = await Site.Group.Say(salma, Said.Question("en"));
        await rania.OpenQueue(Site.A, Site.Community);
        await rania.OpenInquiry(salma.Name());
        await marc.OpenQueue(Site.B, Site.Community);
        await marc.OpenInquiry(salma.Name());
        await marc.AnswerBox.FillAsync(Said.Draft("ar"));

        await rania.Claim();
        await Assertions
            .Expect(marc.Talk.Locator("header").First)
            .ToContainTextAsync(Site.Rania.DisplayName, new() { Timeout = (float)Browser.Live.TotalMilliseconds });
        Assert.Equal(Said.Draft("ar"), await marc.AnswerBox.InputValueAsync());
        marc.Expect(409);
        await marc.AnswerBox.PressAsync("Control+Enter");
        await Assertions.Expect(marc.Alert.First).ToBeVisibleAsync();
        Assert.Equal(Said.Draft("ar"), await marc.AnswerBox.InputValueAsync());

        // The second host ends before its browser.
        marc.ExpectLostConnections();
        await rania.Answer(Said.Answer("en"));
        await AssertAnsweredOnce(asked, Said.Answer("en"));
        await Assertions
            .Expect(marc.Answers.Filter(new() { HasText = Said.Answer("en") }))
            .ToHaveCountAsync(1, new() { Timeout = (float)Browser.Live.TotalMilliseconds });
    }
}
