using System.Reflection;
using Microsoft.AspNetCore.Components;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>
/// Every page there is, in both languages and widths: well-formed, without a violation that axe finds, without one of
/// the content security policy, and with a picture for people to look at.
/// </summary>
public abstract class PageTests(Chromium chromium, Site site, int width) : BrowserTests(chromium, site)
{
    private protected sealed record Place(
        string Name,
        string Template,
        Func<Site, string> Address,
        bool SignedIn = true
    )
    {
        public int Status { get; init; } = 200;
    }

    private const string Work = "/{agency}/{community}/work";
    private const string Queue = "/{agency}/{community}/queue";
    private const string Referral = "/{agency}/referrals/{id}";
    private const string Messages = "/{agency}/{community}/messages";

    private protected static readonly Place[] Places =
    [
        new(
            "channels",
            "/{agency}/{community}/settings/channels",
            site => $"/{site.A.Slug}/{site.Community.Slug}/settings/channels"
        ),
        new(
            "co-hosts",
            "/{agency}/{community}/settings/co-hosts",
            site => $"/{site.A.Slug}/{site.Community.Slug}/settings/co-hosts"
        ),
        new("staff", "/{agency}/staff", site => $"/{site.A.Slug}/staff"),
        new("staff-person", "/{agency}/staff", site => $"/{site.A.Slug}/staff?person={site.Rania.Id}"),
        new("keys", "/{agency}/keys", site => $"/{site.A.Slug}/keys"),
        new("invitation", "/invitations/{token}", site => $"/invitations/{site.Invitation}"),
        new("invitation-gone", "/invitations/{token}", _ => "/invitations/0123456789abcdef0123456789abcdef")
        {
            Status = 404,
        },
        new(
            "parked",
            "/{agency}/{community}/settings/parked",
            site => $"/{site.A.Slug}/{site.Community.Slug}/settings/parked"
        ),
        new(
            "notes",
            "/{agency}/{community}/settings/notes",
            site => $"/{site.A.Slug}/{site.Community.Slug}/settings/notes"
        ),
        new(
            "settings-community",
            "/{agency}/{community}/settings/community",
            site => $"/{site.A.Slug}/{site.Community.Slug}/settings/community"
        ),
        new(
            "settings-standard",
            "/{agency}/{community}/settings/standard",
            site => $"/{site.A.Slug}/{site.Community.Slug}/settings/standard"
        ),
        new(
            "settings-audit",
            "/{agency}/{community}/settings/audit",
            site => $"/{site.A.Slug}/{site.Community.Slug}/settings/audit"
        ),
        new("agency-audit", "/{agency}/audit", site => $"/{site.A.Slug}/audit"),
        new("privacy", "/c/{community}/privacy", site => $"/c/{site.Community.Slug}/privacy", SignedIn: false),
        new("sign-in", "/sign-in", _ => "/sign-in", SignedIn: false),
        new("sign-in-code", "/sign-in/code", _ => "/sign-in/code", SignedIn: false),
        new("sign-in-reset", "/sign-in/reset", _ => "/sign-in/reset", SignedIn: false),
        new("account", "/sign-in/account", _ => "/sign-in/account"),
        new("second-factor", "/sign-in/second-factor", _ => "/sign-in/second-factor"),
        new("sign-in-forgotten", "/sign-in/forgotten", _ => "/sign-in/forgotten", SignedIn: false),
        new("notifications", "/sign-in/notifications", _ => "/sign-in/notifications"),
        new("not-found", "/not-found", _ => "/not-found", SignedIn: false) { Status = 404 },
        new("agencies", "/agencies", _ => "/agencies"),
        new("agency", "/{agency}", site => $"/{site.A.Slug}"),
        new("work", Work, site => $"/{site.A.Slug}/{site.Community.Slug}/work"),
        new("work-tour", Work, site => $"/{site.A.Slug}/{site.Community.Slug}/work?tour=3"),
        new("services", "/{agency}/services", site => $"/{site.A.Slug}/services"),
        new("referrals", "/{agency}/referrals", site => $"/{site.A.Slug}/referrals?view=board"),
        new("referrals-list", "/{agency}/referrals", site => $"/{site.A.Slug}/referrals?view=list&direction=out"),
        new("referrals-today", "/{agency}/referrals/today", site => $"/{site.A.Slug}/referrals/today"),
        new("referral", Referral, site => $"/{site.A.Slug}/referrals/{site.Referred}"),
        new("referral-in", Referral, site => $"/{site.A.Slug}/referrals/{site.CameIn}"),
        new("referral-completed", Referral, site => $"/{site.A.Slug}/referrals/{site.Completed}"),
        new("consents", "/{agency}/consents", site => $"/{site.A.Slug}/consents"),
        new("consent", "/{agency}/consents/{id}", site => $"/{site.A.Slug}/consents/{site.Consented}"),
        new("consent-asked", "/consents/{token}", site => site.ConsentLink, SignedIn: false),
        new("consent-unknown", "/consents/{token}", _ => "/consents/AAAAAAAAAAAAAAAAAAAAAAAA", SignedIn: false)
        {
            Status = 404,
        },
        new("bus", "/{agency}/bus", site => $"/{site.A.Slug}/bus"),
        new("voices", "/agencies/voices", _ => "/agencies/voices"),
        new("queue", Queue, site => site.Queue("")),
        new("queue-closed", Queue, site => site.Queue("?state=closed")),
        new("queue-mine", Queue, site => site.Queue("?state=mine&language=fr")),
        new("queue-enter", Queue, site => site.Queue("?show=enter")),
        new("queue-narrowed", Queue, site => site.Queue($"?line=private&of={site.A.Slug}&channel=telegram")),
        new("inquiry", Queue, site => site.Queue($"?inquiry={site.Asked["Salma"]}")),
        new("inquiry-consent", Queue, site => site.Queue($"?inquiry={site.Asked["Jean"]}")),
        new("inquiry-private", Queue, site => site.Queue($"?inquiry={site.Asked["Oleh"]}")),
        new("inquiry-member", Queue, site => site.Queue($"?inquiry={site.Asked["Jean"]}&show=member")),
        new("messages", Messages, site => site.Messages("")),
        new("messages-search", Messages, site => site.Messages("?q=bus")),
        new("messages-nothing", Messages, site => site.Messages("?q=nowhere&show=group")),
        new("messages-unasked", Messages, site => site.Messages("?show=unasked")),
        new("messages-of-others", Messages, site => $"/{site.Otto.Agency.Slug}/{site.Community.Slug}/messages")
        {
            Status = 404,
        },
        new("queue-of-others", Queue, site => $"/{site.Otto.Agency.Slug}/{site.Community.Slug}/queue") { Status = 404 },
        new("agency-of-others", "/{agency}", site => $"/{site.B.Slug}") { Status = 404 },
    ];

    public static TheoryData<string, string> Looks =>
        new(from place in Places from language in new[] { "en", "ar" } select (place.Name, language));

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task A_page_is_fit_to_be_read(string name, string language)
    {
        var place = Places.Single(place => place.Name == name);
        await Site.FillReferrals();
        var reading = new Reading(language, width);
        var browser = place.SignedIn ? await Open(reading, Site.Amal) : await Open(reading);
        if (place.Status != 200)
            browser.Expect(place.Status);
        var answer = await browser.Go(place.Address(Site));
        await browser.Picture($"page-{name}");
        Assert.Equal(place.Status, answer.Status);
        await browser.AssertWellFormed(name);
        await browser.AssertAccessible(name);
    }
}

/// <summary>Every page as a phone shows it.</summary>
public sealed class PagesOnAPhoneTests(Chromium chromium, Site site)
    : PageTests(chromium, site, Reading.Phone),
        IClassFixture<Site>;

/// <summary>Every page as a desk shows it.</summary>
public sealed class PagesAtADeskTests(Chromium chromium, Site site)
    : PageTests(chromium, site, Reading.Desk),
        IClassFixture<Site>
{
    [Fact]
    public void No_page_is_left_out()
    {
        var pages = TestDatabase
            .Modules.Select(module => module.GetType().Assembly)
            .Append(Assembly.Load("SharedCommunity.Host"))
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetCustomAttributes<RouteAttribute>())
            .Select(route => route.Template)
            .Order(StringComparer.Ordinal);
        Assert.Equal(Places.Select(place => place.Template).Distinct().Order(StringComparer.Ordinal), pages);
    }

    [Fact]
    public async Task No_two_pages_share_a_title()
    {
        await Site.FillReferrals();
        var browser = await Open(new("en", Reading.Desk));
        await browser.SignInAs(Site.Amal);
        foreach (var status in Places.Select(place => place.Status).Where(status => status != 200))
            browser.Expect(status);
        var titles = new List<(string Template, string Title)>();
        foreach (var place in Places)
        {
            await browser.Go(place.Address(Site));
            titles.Add((place.Template, await browser.Page.TitleAsync()));
        }

        var shared = titles
            .Where(page => Places.First(place => place.Template == page.Template).Status == 200)
            .DistinctBy(page => page.Template)
            .GroupBy(page => page.Title)
            .Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(page => page.Template))}");
        Assert.Empty(shared);
    }
}
