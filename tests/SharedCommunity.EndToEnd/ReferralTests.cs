using Microsoft.Playwright;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>
/// A referral, once through: a moderator refers in three steps, a case worker of another agency takes it on, reaches the
/// member and completes it, and after a week the member says with one tap that it helped. Both sides see every step.
/// </summary>
public sealed class ReferralTests(Chromium chromium, Site site) : BrowserTests(chromium, site), IClassFixture<Site>
{
    [Theory]
    [InlineData("en", Reading.Phone)]
    [InlineData("ar", Reading.Phone)]
    [InlineData("en", Reading.Desk)]
    public async Task A_question_is_referred_completed_elsewhere_and_the_member_says_that_it_helped(
        string language,
        int width
    )
    {
        var reading = new Reading(language, width);
        var said = Words.In(language);
        var partner = await Site.Field.Agency($"Workshop House {reading}");
        await Site.Field.CoHosts(Site.Community, partner, "ReferralPartner");
        var nour = await Site.Field.Staff(partner, said.Worker, Role.CaseWorker);
        var salma = Said.Newcomer(language);
        await Site.Group.Whisper(salma, said.Question);

        var here = await Open(reading);
        await here.SignInAs(Site.Rania);
        var sent = await Refer(here, salma, partner, said);
        var there = await Open(reading);
        await there.SignInAs(nour);
        var came = await Receive(there, partner, said);

        await Act(there, "accept", form => form.Locator("textarea[name=note]").FillAsync(said.Promise));
        await Hears(salma, said.Worker);
        await Act(there, "contact");
        await Act(there, "complete", form => form.Locator("select[name=outcome]").SelectOptionAsync("Helped"));
        await Look(there, "8-completed-there");
        await Sees(here, sent, steps: 5, done: 1);
        await Look(here, "9-completed-here");
        // Nobody's page is open while the week goes by.
        await here.Page.GotoAsync("about:blank");
        await there.Page.GotoAsync("about:blank");

        Site.Time.Pass(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        var asked = await Hears(salma, said.Service, buttons: 4);
        await Site.Deliver(Site.Group.Told, Site.Telegram.Tap(asked, salma, asked.Buttons[0].Label));

        await here.SignInAs(Site.Rania);
        await Sees(here, sent, steps: 6, done: 3);
        await Look(here, "10-helped-here");
        await there.SignInAs(nour);
        await Sees(there, came, steps: 5, done: 3);
        await Look(there, "11-helped-there");
    }

    private static LocatorAssertionsToHaveCountOptions Soon { get; } = new() { Timeout = 30_000 };

    /// <summary>The three steps; where the referral is shown on the sender's side.</summary>
    private async Task<string> Refer(Browser here, Person member, AgencyInField to, Words said)
    {
        await here.OpenQueue(Site.A, Site.Community);
        await here.OpenInquiry(member.Name());
        await here.Talk.Locator("details[id^='refer-'] > summary").First.ClickAsync();
        var form = here.Talk.Locator("form[id^='refer-form-']");
        var choice = form.Locator($".refer-to:has(input[value='{to.Slug}'])");
        await choice.Locator("label").ClickAsync();
        await Assertions.Expect(choice.Locator("input")).ToBeCheckedAsync();
        await form.Locator("input[name=service]").FillAsync(said.Service);
        await Look(here, "1-to-whom");
        foreach (var kind in new[] { "Name", "Inquiry", "Contact" })
            await form.Locator($"input[name=share][value={kind}]").CheckAsync();
        await form.Locator("input[name=contact]").FillAsync("613 555 0188");
        await form.Locator("textarea[name=note]").FillAsync(said.Note);
        await Look(here, "2-what");
        await form.Locator("select[name='consent.ground']").SelectOptionAsync("Given");
        await form.Locator("select[name='consent.given']").SelectOptionAsync("Message");
        await form.Locator("textarea[name='consent.text']").FillAsync(said.Yes);
        await Look(here, "3-consent");
        await form.Locator("button.button-main").ClickAsync();
        var link = here.Page.Locator(".inquiry-referrals a");
        await Assertions.Expect(link).ToHaveCountAsync(1, Soon);
        await Look(here, "4-referred");
        var address = (await link.GetAttributeAsync("href"))!;
        await here.Go(address);
        await Look(here, "5-sent");
        return address;
    }

    /// <summary>The case worker finds it among what is new and opens it; where it is shown on the receiver's side.</summary>
    private static async Task<string> Receive(Browser there, AgencyInField agency, Words said)
    {
        var row = there.Page.Locator(".referral-cards > li").Filter(new() { HasText = said.Service });
        await Eventually.Becomes(
            async () =>
            {
                await there.Go($"/{agency.Slug}/referrals?view=board&direction=in");
                return await row.CountAsync();
            },
            found => found == 1
        );
        await Look(there, "6-board");
        await row.Locator("a[data-row]").ClickAsync();
        await there.Page.Locator(".timeline").WaitForAsync();
        await Look(there, "7-came");
        return new Uri(there.Page.Url).AbsolutePath;
    }

    /// <summary>Opens what may be done, fills it in and does it.</summary>
    private static async Task Act(Browser there, string act, Func<ILocator, Task>? fill = null)
    {
        var offered = there.Page.Locator($"details[id^='{act}-']");
        var steps = await there.Page.Locator(".timeline > li").CountAsync();
        await offered.Locator("> summary").ClickAsync();
        var form = offered.Locator("form");
        if (fill is not null)
            await fill(form);
        await Look(there, $"7-{act}");
        await form.Locator("button.button-main").ClickAsync();
        await Assertions.Expect(there.Page.Locator(".timeline > li")).ToHaveCountAsync(steps + 1, Soon);
        await there.Settled();
    }

    /// <summary>The newest message to a person with these words and so many answers to tap.</summary>
    private async Task<SentMessage> Hears(Person who, string words, int buttons = 0) =>
        (
            await Eventually.Becomes(
                () =>
                    Task.FromResult(
                        Site.Telegram.Sent.LastOrDefault(sent =>
                            sent.ChatId == who.Id
                            && sent.Buttons.Count >= buttons
                            && sent.Text.Contains(words, StringComparison.Ordinal)
                        )
                    ),
                sent => sent is not null
            )
        )!;

    /// <summary>Waits until a referral's page has come so far: steps of the time line, and marks of what is done.</summary>
    private static async Task Sees(Browser browser, string address, int steps, int done)
    {
        await Eventually.Becomes(
            async () =>
            {
                await browser.Go(address);
                return await browser.Page.Locator(".timeline > li").CountAsync();
            },
            seen => seen == steps
        );
        await Assertions.Expect(browser.Page.Locator("main .pill-done")).ToHaveCountAsync(done);
    }

    private static async Task Look(Browser browser, string where)
    {
        await browser.Settled();
        await browser.Picture($"referral-{where}");
        await browser.AssertWellFormed(where);
        await browser.AssertAccessible(where);
    }

    private sealed record Words(string Question, string Service, string Note, string Yes, string Worker, string Promise)
    {
        public static Words In(string language) =>
            language == "ar"
                ? new(
                    "كنت أعمل لحّامة في بلدي. من يساعدني على العمل بمهنتي هنا؟",
                    "الاعتراف بالمهنة",
                    "لديها شهاداتها الأصلية.",
                    "نعم، يمكنكم سؤالهم.",
                    "نور عزيز",
                    "سأتصل بها غدًا صباحًا."
                )
                : new(
                    "I was a welder at home. Who helps me to work in my trade here?",
                    "Recognition of a trade",
                    "She has her certificates with her.",
                    "Yes, please ask them.",
                    "Nour Aziz",
                    "I call her tomorrow morning."
                );
    }
}
