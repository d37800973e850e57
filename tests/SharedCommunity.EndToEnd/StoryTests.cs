using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>
/// The main job, once through: a newcomer asks in the group, a moderator of one agency claims it, a moderator of another
/// sees that and cannot answer, the first one answers, and the group has it once.
/// </summary>
public sealed class StoryTests(Chromium chromium, Site site) : BrowserTests(chromium, site), IClassFixture<Site>
{
    [Theory]
    [MemberData(nameof(Reading.All), MemberType = typeof(Reading))]
    public Task A_question_is_claimed_by_one_agency_seen_by_another_and_answered_once(string language, int width) =>
        Walk(new Reading(language, width));

    [Theory]
    [InlineData("en", Reading.Desk)]
    [InlineData("ar", Reading.Phone)]
    public Task The_same_with_scripts_off(string language, int width) =>
        Walk(new Reading(language, width, Scripts: false));

    [Fact]
    public async Task The_same_by_keyboard_alone()
    {
        var rania = await Open(new("en", Reading.Desk));
        var keys = rania.Page.Keyboard;
        await rania.Go("/");
        await rania.TabTo("input[name=email]");
        await keys.TypeAsync(Site.Rania.Email);
        await rania.TabTo("input[name=password]");
        await keys.TypeAsync(Site.Rania.Password);
        await keys.PressAsync("Enter");
        var queue = $"/{Site.A.Slug}/{Site.Community.Slug}/queue";
        var work = $"/{Site.A.Slug}/{Site.Community.Slug}/work";
        await rania.Page.Locator($"a[href='{work}']").First.WaitForAsync();
        await rania.TabTo($"a[href='{work}']");
        await keys.PressAsync("Enter");
        await rania.Page.Locator($"a[href^='{queue}']").First.WaitForAsync();
        var salma = Said.Newcomer("en");
        var asked = await Site.Group.Say(salma, Said.Question("en"));
        await rania.TabTo($"a[href^='{queue}']");
        await keys.PressAsync("Enter");
        await rania.See(salma.Name());

        // j walks down the list; Enter opens, c claims, a goes to the answer, Ctrl+Enter sends it.
        for (var row = 0; row < 30 && !await Focused(rania, salma); row++)
            await keys.PressAsync("j");
        Assert.True(await Focused(rania, salma), "j reaches the line");
        await keys.PressAsync("Enter");
        await Assertions.Expect(rania.Talk.Locator("#talk-title")).ToContainTextAsync(salma.Name());
        await keys.PressAsync("c");
        await rania.Talk.Locator("form[id^='release-']").WaitForAsync();
        await keys.PressAsync("a");
        await Assertions.Expect(rania.AnswerBox).ToBeFocusedAsync();
        await keys.TypeAsync(Said.Answer("en"));
        await keys.PressAsync("Control+Enter");
        await Assertions.Expect(rania.Answers).ToHaveCountAsync(1);
        await AssertAnsweredOnce(asked, Said.Answer("en"));
    }

    private static async Task<bool> Focused(Browser browser, Person who) =>
        await browser.Page.EvaluateAsync<bool>(
            "name => document.activeElement?.closest('#rows > li')?.textContent.includes(name) ?? false",
            who.Name()
        );

    private async Task Walk(Reading reading)
    {
        var (question, answer, draft) = (
            Said.Question(reading.Language),
            Said.Answer(reading.Language),
            Said.Draft(reading.Language)
        );
        var rania = await Open(reading);
        var marc = await Open(reading);
        await rania.SignInAs(Site.Rania);
        await marc.SignInAs(Site.Marc);
        await rania.OpenQueue(Site.A, Site.Community);
        await marc.OpenQueue(Site.B, Site.Community);

        // The platform calls the webhook; both see the question, without doing anything where scripts run.
        var salma = Said.Newcomer(reading.Language);
        var asked = await Site.Group.Say(salma, question);
        await rania.See(salma.Name());
        await marc.See(salma.Name());
        await rania.Picture("story-1-asked");
        await marc.OpenInquiry(salma.Name());
        await marc.AnswerBox.FillAsync(draft);

        await rania.OpenInquiry(salma.Name());
        await rania.Claim();
        await rania.Picture("story-2-claimed");

        await MarcSeesWhoIsOnIt(marc);
        await MarcCannotAnswer(marc, draft);
        await marc.Picture("story-3-refused");

        await rania.Answer(answer);
        await rania.Picture("story-4-answered");
        await AssertAnsweredOnce(asked, answer);
        await SeesThatItWentOut(rania);
        Assert.DoesNotContain(Site.Telegram.Sent, message => message.Text.Contains(draft, StringComparison.Ordinal));
    }

    private async Task MarcSeesWhoIsOnIt(Browser marc)
    {
        if (!marc.Reading.Scripts)
            return;
        await Assertions
            .Expect(marc.Talk.Locator("header").First)
            .ToContainTextAsync(Site.Rania.DisplayName, new() { Timeout = (float)Browser.Live.TotalMilliseconds });
        await marc.Picture("story-2b-seen-by-the-other");
    }

    /// <summary>Whatever a page showed, the server decides: 409, in words, and what was typed is still there.</summary>
    private static async Task MarcCannotAnswer(Browser marc, string draft)
    {
        marc.Expect(409);
        Assert.Equal(draft, await marc.AnswerBox.InputValueAsync());
        var refused = marc.Page.WaitForResponseAsync(response =>
            response.Url.EndsWith("/answer", StringComparison.Ordinal)
        );
        if (marc.Reading.Scripts)
            await marc.AnswerBox.PressAsync("Control+Enter");
        else
            await marc.SendButton.ClickAsync();
        Assert.Equal(409, (await refused).Status);
        await Assertions.Expect(marc.Alert.First).ToBeVisibleAsync();
        var words = (await marc.Alert.First.InnerTextAsync()).Trim();
        Assert.DoesNotContain("claimed_by_other", words, StringComparison.Ordinal);
        Assert.Matches(marc.Reading.Language == "ar" ? @"\p{IsArabic}{3}" : "[a-z]{3}", words);
        Assert.Equal(draft, await marc.AnswerBox.InputValueAsync());
        await marc.AssertWellFormed("answer, refused");
        await marc.AssertAccessible("answer, refused");
    }

    private static async Task SeesThatItWentOut(Browser rania)
    {
        if (!rania.Reading.Scripts)
            await rania.Page.ReloadAsync();
        await Assertions
            .Expect(rania.Answers.Locator(".pill-done"))
            .ToHaveCountAsync(1, new() { Timeout = (float)Browser.Live.TotalMilliseconds });
    }
}
