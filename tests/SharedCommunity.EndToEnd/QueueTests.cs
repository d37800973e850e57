using Microsoft.Playwright;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>What moderators do in the queue beside answering, in both languages and widths.</summary>
public sealed class QueueTests(Chromium chromium, Site site) : BrowserTests(chromium, site), IClassFixture<Site>
{
    private static readonly float Live = (float)Browser.Live.TotalMilliseconds;

    [Theory]
    [MemberData(nameof(Reading.All), MemberType = typeof(Reading))]
    public Task An_inquiry_is_claimed_undone_previewed_handed_over_and_taken_up_by_the_other_agency(
        string language,
        int width
    ) => Walk(new Reading(language, width));

    [Fact]
    public Task The_same_with_scripts_off() => Walk(new Reading("en", Reading.Phone, Scripts: false));

    private async Task Walk(Reading reading)
    {
        var (rania, marc) = (await Open(reading, Site.Rania), await Open(reading, Site.Marc));
        var (salma, note) = (Said.Newcomer(reading.Language), Said.Draft(reading.Language));
        await Site.Group.Say(salma, Said.Question(reading.Language));
        await rania.OpenQueue(Site.A, Site.Community);
        await rania.OpenInquiry(salma.Name());
        await AnswerTakesNoMoreThanAThird(rania);
        await rania.Picture("queue-1-open");

        // Undo does the reverse: nobody is on it again.
        await rania.Claim();
        var undo = await rania.ReachUndo("release");
        await rania.Picture("queue-2-claimed");
        await undo.ClickAsync();
        await rania.Talk.Locator("form[action$='/claim'] button").First.WaitForAsync();
        await rania.Settled();
        await rania.Claim();

        // A preview sends nothing and keeps what was typed.
        rania.Expect(422);
        await rania.AnswerBox.FillAsync(Said.Answer(reading.Language));
        await rania.Talk.Locator("form[action$='/answer'] button[formaction]").ClickAsync();
        await Assertions.Expect(rania.Talk.Locator(".preview-text")).ToHaveTextAsync(Said.Answer(reading.Language));
        await Assertions.Expect(rania.AnswerBox).ToHaveValueAsync(Said.Answer(reading.Language));
        await rania.Settled();
        await rania.Picture("queue-3-preview");
        await rania.AssertWellFormed("answer, previewed");
        await rania.AssertAccessible("answer, previewed");

        await Opened(rania, "assign");
        var form = rania.Talk.Locator("form[action$='/assign']");
        await form.Locator("select").SelectOptionAsync(Site.B.Slug);
        await form.Locator("textarea").FillAsync(note);
        await rania.Picture("queue-4-hand-over");
        await rania.AssertAccessible("hand over");
        await form.Locator("button.button-main").ClickAsync();
        await rania.Talk.Locator("[data-undo]").WaitForAsync();

        await marc.OpenQueue(Site.B, Site.Community, $"?of={Site.B.Slug}");
        await marc.OpenInquiry(salma.Name());
        await Opened(marc, "history");
        await Assertions.Expect(marc.Talk.Locator(".history")).ToContainTextAsync("North Side Library");
        await marc.Picture("queue-5-history");
        await marc.AssertAccessible("history");
        if (reading.OnPhone)
            await marc.Talk.Locator("a.step-on").ClickAsync();
        await Assertions.Expect(marc.Page.Locator("#member")).ToContainTextAsync(note);
        await marc.Picture("queue-6-member");
    }

    [Theory]
    [InlineData("en", Reading.Desk)]
    [InlineData("ar", Reading.Phone)]
    public async Task A_private_inquiry_is_published_without_the_name_only_with_the_members_yes(
        string language,
        int width
    )
    {
        var rania = await Open(new Reading(language, width), Site.Rania);
        var who = Said.Newcomer(language);
        await Site.Group.Whisper(who, $"{Said.Question(language)} 613 555 0199");
        await rania.OpenQueue(Site.A, Site.Community);
        await rania.OpenInquiry(who.Name());
        await rania.Claim();
        await rania.Answer(Said.Answer(language));
        await Opened(rania, "publish");
        var form = rania.Talk.Locator("form[action$='/publish']");
        var text = await form.Locator("textarea").InputValueAsync();
        Assert.Contains(Said.Question(language), text, StringComparison.Ordinal);
        Assert.DoesNotContain("0199", text, StringComparison.Ordinal);
        await rania.Picture("queue-publish");
        await rania.AssertAccessible("publish");

        // Whoever puts the name back is refused where they did it, with the text kept.
        rania.Expect(422);
        await form.Locator("textarea").FillAsync($"{who.FirstName}: {text}");
        await form.Locator("input[name=memberAgreed]").CheckAsync();
        await form.Locator("button.button-main").ClickAsync();
        await form.Locator("[role=alert]").WaitForAsync();
        Assert.StartsWith(who.FirstName, await form.Locator("textarea").InputValueAsync(), StringComparison.Ordinal);
        await form.Locator("textarea").FillAsync(text);
        await form.Locator("button.button-main").ClickAsync();
        await rania.Talk.Locator("[data-undo]").WaitForAsync();
        await Eventually.Becomes(
            () =>
                Task.FromResult(
                    Site.Telegram.Sent.Count(message =>
                        message.ChatId == Site.Group.Chat && message.Text == text.Trim()
                    )
                ),
            count => count == 1,
            Browser.Live
        );
    }

    [Theory]
    [InlineData("en", Reading.Phone, true)]
    [InlineData("ar", Reading.Desk, false)]
    public async Task What_was_asked_by_phone_is_entered_by_hand_and_leaves_as_no_inquiry(
        string language,
        int width,
        bool scripts
    )
    {
        var rania = await Open(new Reading(language, width, scripts), Site.Rania);
        var who = Said.Newcomer(language);
        await rania.OpenQueue(Site.A, Site.Community, "?show=enter");
        await rania.Page.Locator("#enter-text").FillAsync(Said.Question(language));
        await rania.Page.Locator("#enter-name").FillAsync(who.Name());
        await rania.Page.Locator("#enter-contact").FillAsync("613 555 0142");
        await rania.Picture("queue-enter");
        await rania.AssertAccessible("enter by hand");
        await rania.Page.Locator("#enter button.button-main").ClickAsync();
        await rania.Talk.Locator("[data-undo]").WaitForAsync();

        await rania.OpenQueue(Site.A, Site.Community, "?channel=desk");
        await rania.OpenInquiry(who.Name());
        await Assertions.Expect(rania.Page.Locator("#member")).ToContainTextAsync("613 555 0142");
        await rania.Talk.Locator("form[action$='/unmark'] button").ClickAsync();
        await rania.Talk.Locator("[data-undo] form[action$='/reopen']").WaitForAsync();
        await rania.Settled();
        Assert.Equal(0, await rania.Row(who.Name()).CountAsync());
    }

    [Fact]
    public async Task One_letter_sets_a_topic_and_no_key_acts_while_somebody_types()
    {
        var rania = await Open(new("en", Reading.Desk), Site.Rania);
        var salma = Said.Newcomer("en");
        await Site.Group.Say(salma, Said.Question("en"));
        await rania.OpenQueue(Site.A, Site.Community);
        await rania.OpenInquiry(salma.Name());
        var keys = rania.Page.Keyboard;
        await keys.PressAsync("t");
        var health = rania.Talk.Locator("input[value=health]");
        Assert.False(await health.IsCheckedAsync());
        await keys.PressAsync("e");
        await Assertions.Expect(health).ToBeCheckedAsync();
        await rania.Picture("queue-topics");
        await keys.PressAsync("Enter");
        await rania.Talk.Locator("[data-undo]").WaitForAsync();
        await rania.Settled();
        await Opened(rania, "correct");
        await Assertions.Expect(health).ToBeCheckedAsync();

        await keys.PressAsync("n");
        await Assertions.Expect(rania.Page.Locator("#member textarea")).ToBeFocusedAsync();
        await keys.TypeAsync("call at home");
        await keys.PressAsync("Escape");
        await keys.PressAsync("Control+c");
        Assert.Equal("call at home", await rania.Page.Locator("#member textarea").InputValueAsync());
        Assert.Equal(1, await rania.Talk.Locator("form[action$='/claim'] button").CountAsync());
        await keys.PressAsync("?");
        await Assertions.Expect(rania.Page.Locator("dialog#keys")).ToBeVisibleAsync();
        await rania.Picture("queue-keys");
    }

    [Fact]
    public async Task New_rows_announce_themselves_and_who_is_on_a_row_shows_by_itself()
    {
        var (rania, marc) = (
            await Open(new("en", Reading.Desk), Site.Rania),
            await Open(new("en", Reading.Desk), Site.Marc)
        );
        var (first, second) = (Said.Newcomer("en"), Said.Newcomer("en"));
        await Site.Group.Say(first, Said.Question("en"));
        await rania.OpenQueue(Site.A, Site.Community);
        await rania.See(first.Name());
        await Site.Group.Say(second, Said.Question("en"));
        await Assertions.Expect(rania.NewRows).ToHaveTextAsync("1 new", new() { Timeout = Live });
        Assert.Equal(0, await rania.Row(second.Name()).CountAsync());
        await rania.Picture("queue-new");
        await marc.OpenQueue(Site.B, Site.Community);
        await marc.OpenInquiry(first.Name());
        await marc.Claim();
        await Assertions
            .Expect(rania.Row(first.Name()))
            .ToContainTextAsync(Site.Marc.DisplayName, new() { Timeout = Live });
        Assert.Equal(0, await rania.Row(second.Name()).CountAsync());
        await rania.Page.Keyboard.PressAsync(".");
        await Assertions.Expect(rania.Row(second.Name())).ToHaveCountAsync(1);
        await Assertions.Expect(rania.NewRows).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("en", Reading.Phone)]
    [InlineData("ar", Reading.Desk)]
    public async Task Whoever_writes_while_somebody_else_answers_is_told_and_keeps_the_text(string language, int width)
    {
        var reading = new Reading(language, width);
        var (rania, marc) = (await Open(reading, Site.Rania), await Open(reading, Site.Marc));
        var salma = Said.Newcomer(language);
        await Site.Group.Say(salma, Said.Question(language));
        await marc.OpenQueue(Site.B, Site.Community);
        await marc.OpenInquiry(salma.Name());
        await marc.AnswerBox.PressSequentiallyAsync(Said.Draft(language));
        await Assertions.Expect(marc.Talk.Locator("[data-kept]")).ToBeVisibleAsync();
        await rania.OpenQueue(Site.A, Site.Community);
        await rania.OpenInquiry(salma.Name());
        await rania.Answer(Said.Answer(language));
        await Assertions.Expect(marc.Answers).ToHaveCountAsync(1, new() { Timeout = Live });
        await Assertions.Expect(marc.Talk.Locator(".answer")).ToContainTextAsync(Site.Rania.DisplayName);
        await Assertions.Expect(marc.Alert).ToBeVisibleAsync();
        Assert.Equal(Said.Draft(language), await marc.AnswerBox.InputValueAsync());
        Assert.Equal(0, await marc.SendButton.CountAsync());
        await marc.Picture("queue-answered-by-another");
        await marc.AssertAccessible("answered by another");
        // The colleague who answered has no box any more that would say nothing.
        await Assertions.Expect(rania.AnswerBox).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData("ar", Reading.Phone, true)]
    [InlineData("en", Reading.Desk, false)]
    public async Task Whoever_writes_to_a_private_inquiry_that_another_agency_has_taken_is_told_and_keeps_the_text(
        string language,
        int width,
        bool scripts
    )
    {
        var reading = new Reading(language, width, scripts);
        var (rania, marc) = (await Open(reading, Site.Rania), await Open(reading, Site.Marc));
        var oleh = Said.Newcomer(language);
        await Site.Group.Whisper(oleh, Said.Question(language));
        await marc.OpenQueue(Site.B, Site.Community);
        await marc.OpenInquiry(oleh.Name());
        await marc.AnswerBox.FillAsync(Said.Draft(language));
        await rania.OpenQueue(Site.A, Site.Community);
        await rania.OpenInquiry(oleh.Name());
        await rania.Claim();
        // Undo gives it back to all, for the claim took it into custody.
        Assert.Equal(1, await rania.Talk.Locator("[data-undo] form[action$='/give-back']").CountAsync());
        await marc.Page.Locator("textarea").Filter(new() { Visible = true }).First.WaitForAsync();
        if (scripts)
        {
            // The page has gone from under the text, which stays.
            await Assertions.Expect(marc.Alert).ToBeVisibleAsync(new() { Timeout = Live });
            Assert.Equal(Said.Draft(language), await marc.AnswerBox.InputValueAsync());
        }
        else
        {
            marc.Expect(404);
            await marc.SendButton.ClickAsync();
            await Assertions.Expect(marc.Alert.Locator("textarea")).ToHaveValueAsync(Said.Draft(language));
        }

        await marc.Picture("queue-taken-by-another");
        Assert.DoesNotContain(
            Site.Telegram.Sent,
            message => message.Text.Contains(Said.Draft(language), StringComparison.Ordinal)
        );
    }

    private static async Task Opened(Browser browser, string what)
    {
        var details = browser.Talk.Locator($"details[id^='{what}-']").First;
        if (await details.GetAttributeAsync("open") is null)
            await details.Locator("summary").First.ClickAsync();
    }

    private static async Task AnswerTakesNoMoreThanAThird(Browser browser)
    {
        if (!browser.Reading.OnPhone)
            return;
        var share = await browser.Page.EvaluateAsync<double>(
            "() => document.querySelector('.thumb').getBoundingClientRect().height / innerHeight"
        );
        Assert.True(share < 0.2, $"the bar at the thumb takes {share:P0} of the screen before anybody has claimed");
        var claim = await browser.Talk.Locator("form[action$='/claim'] button").First.BoundingBoxAsync();
        Assert.True(claim!.Y > 844 * 0.75, "the claim stands at the thumb");
    }
}
