using System.Text.Json.Nodes;
using Microsoft.Playwright;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>My work in a real browser: the tour, what a term means, and what others do meanwhile.</summary>
public sealed class WorkTests(Chromium chromium, Site site) : BrowserTests(chromium, site), IClassFixture<Site>
{
    private string Work => $"/{Site.A.Slug}/{Site.Community.Slug}/work";

    [Theory]
    [MemberData(nameof(Reading.All), MemberType = typeof(Reading))]
    public async Task A_new_moderator_is_shown_around_and_sees_what_others_do(string language, int width)
    {
        await Site.FillQueue();
        var nadia = await Site.Field.Staff(Site.A, "Nadia Roy", Role.Moderator);
        var browser = await Open(new(language, width), nadia);
        await browser.Go(Work);
        await browser.Picture("work-1-tour");
        await browser.AssertWellFormed("the tour");
        await browser.AssertAccessible("the tour");
        for (var step = 2; step <= 5; step++)
        {
            await browser.Page.Locator($"#tour a[href$='?tour={step}']").ClickAsync();
            await browser.Page.WaitForURLAsync($"**{Work}?tour={step}");
        }

        await browser.Picture("work-2-tour-ends");
        await browser.Page.Locator("#tour-leave button").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#tour")).ToHaveCountAsync(0);
        await browser.Settled();

        // By keyboard: the mark beside the word opens what it means, and a refresh under it leaves it open.
        var (ask, meaning) = (browser.Page.Locator("#ask-term-claim"), browser.Page.Locator("#term-claim"));
        await ask.FocusAsync();
        await browser.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(meaning).ToBeVisibleAsync();
        await browser.AssertAccessible("a term, explained");
        await browser.Picture("work-3-term");
        var events = browser.Page.Locator("#since-events > li").Filter(new() { HasText = Site.Marc.DisplayName });
        var before = await events.CountAsync();
        using (var marc = Site.As(Site.Marc))
        {
            await marc.Post($"/api/v1/inquiries/{Site.Asked["Jean"]}/claim", new JsonObject());
            await marc.Post($"/api/v1/inquiries/{Site.Asked["Jean"]}/release", new JsonObject());
        }

        await Assertions
            .Expect(events)
            .ToHaveCountAsync(before + 1, new() { Timeout = (float)Browser.Live.TotalMilliseconds });
        await Assertions.Expect(meaning).ToBeVisibleAsync();
        await browser.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(meaning).ToBeHiddenAsync();
        await Assertions.Expect(ask).ToBeFocusedAsync();
        await browser.Picture("work-4-since");

        await browser.Page.Locator("#work-seen button").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#since-events")).ToHaveCountAsync(0);
        await browser.Settled();
        await browser.Picture("work-5-seen");
        await browser.AssertAccessible("all seen");
    }

    [Theory]
    [InlineData("en", Reading.Desk)]
    [InlineData("fr", Reading.Phone)]
    [InlineData("ar", Reading.Desk)]
    [InlineData("ar", Reading.Phone)]
    public async Task A_full_day_is_read_at_a_glance(string language, int width)
    {
        await FillDay();
        var browser = await Open(new(language, width), Site.Rania);
        await browser.Go(Work);
        await browser.Picture("work-full-day");
        foreach (var part in new[] { "mine", "lost", "handed", "overdue", "waiting", "notes", "since" })
            await Assertions.Expect(browser.Page.Locator($"section[aria-labelledby={part}]")).ToBeVisibleAsync();
        await browser.AssertWellFormed("a full day");
        await browser.AssertAccessible("a full day");

        // Each row leads to its conversation; the note to who asks, beside the notes.
        await browser.Page.Locator("#rows-lost a").First.ClickAsync();
        await Assertions.Expect(browser.Talk.Locator("form[action$='/retry']")).ToHaveCountAsync(1);
    }

    /// <summary>Something in each of the page's parts, as agency A sees it.</summary>
    private async Task FillDay()
    {
        await Site.FillQueue();
        // The tests of a class share their site, and run one after the other.
        if (
            await Site.Database.Read("select 1 from moderation.tours_left where staff_id = $1", _ => 1, Site.Rania.Id)
            is [1]
        )
            return;
        using var rania = Site.As(Site.Rania);
        using var marc = Site.As(Site.Marc);
        await rania.Post("/api/v1/me/tour/left", new JsonObject());
        async Task<string> Enter(HttpClient program, string who, string text) =>
            (string)
                (
                    await program.Post(
                        $"/api/v1/communities/{Site.Community.Id}/inquiries",
                        new JsonObject
                        {
                            ["text"] = text,
                            ["source"] = "phone",
                            ["name"] = who,
                        }
                    )
                )["id"]!;
        var waiting = await Enter(rania, "Dalia Haddad", "Can my brother come to the sewing circle?");
        await rania.Post($"/api/v1/inquiries/{waiting}/wait", new JsonObject());
        await marc.Post(
            $"/api/v1/inquiries/{Site.Asked["Grace"]}/assign",
            new JsonObject
            {
                ["agency"] = Site.A.Slug,
                ["note"] = "She lives near your office and would rather come by than write. Tel. +1 613 555 0142.",
            }
        );
        await rania.Post($"/api/v1/inquiries/{Site.Asked["Salma"]}/claim", new JsonObject());
        var answered = Site.Asked["Oleh"];
        await rania.Post(
            $"/api/v1/inquiries/{answered}/answer",
            new JsonObject { ["text"] = "The tenants’ desk is open today until five.", ["version"] = 1 }
        );
        await Site.Database.Administer(
            $"update channels.deliveries set state = 'Failed', failure = 'blocked' where id in (select delivery_id from moderation.answers where inquiry_id = '{answered}')"
        );
    }

    [Fact]
    public async Task The_same_with_scripts_off()
    {
        await Site.FillQueue();
        var nadia = await Site.Field.Staff(Site.A, "Nadia Roy", Role.Moderator);
        var browser = await Open(new("en", Reading.Phone, Scripts: false), nadia);
        await browser.Go($"{Work}?tour=5");
        await browser.Page.Locator("#tour-leave button").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#tour")).ToHaveCountAsync(0);
        await browser.Page.Locator("#ask-term-claim").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#term-claim")).ToBeVisibleAsync();
        await browser.Page.Locator("#term-claim button").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#term-claim")).ToBeHiddenAsync();
        await browser.Page.Locator("footer a").ClickAsync();
        await browser.Page.WaitForURLAsync($"**{Work}?tour=1");
    }
}
