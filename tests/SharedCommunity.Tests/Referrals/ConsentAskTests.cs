using System.Net;
using System.Text.Json.Nodes;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>A member is asked for consent, by a link or in the chat, and the referral goes out on the answer.</summary>
public sealed class ConsentAskTests(PassingDays house) : IClassFixture<PassingDays>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_says_in_the_members_language_what_is_asked_and_its_yes_is_a_consent_to_send_on()
    {
        var (at, _, inquiry) = await Asked("من يمكنه مساعدتي في الحصول على نظارة طبية؟", "ar");
        var url = await Link(at, inquiry, "نظارة", ["name", "inquiry"], "2099-03-04");
        Assert.EndsWith("?lang=ar", url, StringComparison.Ordinal);
        using var phone = Browser.Of(house.Address);
        using var chosen = await phone.Open(new Uri(url).PathAndQuery);
        Assert.Equal(HttpStatusCode.SeeOther, chosen.StatusCode);
        var page = new Uri(url).AbsolutePath;
        var html = await Html(phone, page);
        foreach (var said in new[] { "Harbour", "Northside", "نظارة", "اسمك", "بكلماتك", "٢٠٩٩", "سحبها" })
            Assert.Contains(said, html, StringComparison.Ordinal);
        // Only what was ticked, and nothing of what they asked.
        Assert.DoesNotContain("كيفية التواصل معك", html, StringComparison.Ordinal);
        Assert.DoesNotContain("الحصول على", html, StringComparison.Ordinal);

        using var done = await phone.Send(page, page, new() { ["answer"] = "yes" });
        Assert.Equal(HttpStatusCode.Found, done.StatusCode);
        Assert.Contains("شكرًا لك", await Html(phone, page), StringComparison.Ordinal);
        var consents = await Consents(at, inquiry);
        var asked = Assert.Single(consents["asked"]!.AsArray())!;
        Assert.Equal("given", (string)asked["state"]!);
        using var lead = house.As(at.Moderator);
        var consent = await lead.Get($"/api/v1/consents/{asked["consentId"]}");
        Assert.Equal("form", (string)consent["how"]!);
        Assert.Equal("ar", (string)consent["language"]!);
        Assert.Equal(at.Partner.Slug, (string)consent["agency"]!["slug"]!);
        Assert.Equal(["name", "inquiry"], consent["scope"]!.AsArray().Select(kind => (string)kind!));
        Assert.Contains("هل توافق على إحالتك", (string)consent["words"]!, StringComparison.Ordinal);
        Assert.StartsWith("2099-03-05", (string)consent["until"]!, StringComparison.Ordinal);

        var sent = await lead.Post($"/api/v1/inquiries/{inquiry["id"]}/refer", On(at, asked["consentId"], "name"));
        var referral = await lead.Get($"/api/v1/referrals/{sent["id"]}");
        Assert.Equal((string)asked["consentId"]!, (string)referral["consentId"]!);
        Assert.Equal("form", (string)referral["consent"]!["how"]!);
    }

    [Fact]
    public async Task A_link_takes_one_answer_and_a_no_leaves_nothing_to_send_on()
    {
        var (at, _, inquiry) = await Asked("Who helps with a bicycle for my daughter?");
        var page = new Uri(await Link(at, inquiry, "Bicycle", ["name"])).AbsolutePath;
        using var phone = Browser.Of(house.Address);
        var inAnotherTab = await phone.Prepare(page, page, new() { ["answer"] = "yes" });
        using var no = await phone.Send(page, page, new() { ["answer"] = "no" });
        Assert.Contains("You said no", await Html(phone, page), StringComparison.Ordinal);
        using var yes = await inAnotherTab();
        Assert.Equal(HttpStatusCode.Found, yes.StatusCode);
        var asked = Assert.Single((await Consents(at, inquiry))["asked"]!.AsArray())!;
        Assert.Equal("refused", (string)asked["state"]!);
        Assert.Empty((await Consents(at, inquiry))["live"]!.AsArray());
    }

    [Fact]
    public async Task What_was_not_ticked_or_another_agency_is_asked_anew()
    {
        var (at, _, inquiry) = await Asked("Where can I learn to swim?");
        var page = new Uri(await Link(at, inquiry, "Swimming", ["name"])).AbsolutePath;
        using var phone = Browser.Of(house.Address);
        using var yes = await phone.Send(page, page, new() { ["answer"] = "yes" });
        var consent = (await Consents(at, inquiry))["live"]![0]!["id"];
        using var lead = house.As(at.Moderator);
        var refer = $"/api/v1/inquiries/{inquiry["id"]}/refer";
        var more = await lead.TryPost(refer, On(at, consent, "name", "inquiry"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "beyond_ground"), (more.StatusCode, await more.Code()));
        var elsewhere = On(at, consent, "name");
        elsewhere["agency"] = at.Other.Agency.Slug;
        var other = await lead.TryPost(refer, elsewhere);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "other_receiver"), (other.StatusCode, await other.Code()));

        // Asked anew, with more: what was asked before can be answered no more, what was said yes to still holds.
        var first = new Uri(await Link(at, inquiry, "Swimming", ["name", "inquiry"])).AbsolutePath;
        var second = new Uri(await Link(at, inquiry, "Swimming", ["name", "inquiry", "contact"])).AbsolutePath;
        using var replaced = await phone.Open(first);
        Assert.Equal(HttpStatusCode.Gone, replaced.StatusCode);
        using var newer = await phone.Open(second);
        Assert.Equal(HttpStatusCode.OK, newer.StatusCode);
        Assert.Equal(
            ["asked", "replaced", "given"],
            (await Consents(at, inquiry))["asked"]!.AsArray().Select(ask => (string)ask!["state"]!)
        );
        // Another member's inquiry cannot go out on it.
        var (_, _, neighbours) = await Asked("Is there a chess club?", at: at);
        var foreign = await lead.TryPost($"/api/v1/inquiries/{neighbours["id"]}/refer", On(at, consent, "name"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, foreign.StatusCode);
    }

    [Fact]
    public async Task A_link_lapses_after_seven_days_and_one_that_nobody_made_leads_nowhere()
    {
        var (at, _, inquiry) = await Asked("Where can I borrow a sewing machine?");
        var page = new Uri(await Link(at, inquiry, "Sewing", ["name"])).AbsolutePath;
        Assert.Equal(
            0,
            (
                await house.Database.Read(
                    "select count(*) from referrals.consent_asks a where a::text like '%' || $1 || '%'",
                    row => row.GetInt64(0),
                    page.Split('/')[^1]
                )
            )[0]
        );
        using var phone = Browser.Of(house.Address);
        house.Time.Pass(TimeSpan.FromDays(7));
        using var lapsed = await phone.Open(page);
        Assert.Equal(HttpStatusCode.Gone, lapsed.StatusCode);
        Assert.Equal("lapsed", (string)(await Consents(at, inquiry))["asked"]![0]!["state"]!);
        using var unknown = await phone.Open("/consents/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task In_the_chat_the_bot_asks_with_answers_to_tap_and_only_the_member_answers()
    {
        var (at, who, inquiry) = await Asked("Who can look at my letter from the school?", privately: true);
        var (_, neighbour, _) = await Asked("Where is the nearest library?", privately: true, at: at);
        using var lead = house.As(at.Moderator);
        var asked = await lead.Post($"/api/v1/inquiries/{inquiry["id"]}/ask-consent", Ask(at, "School letter", "name"));
        var heard = await at.Hears(who, "may it refer you to");
        Assert.Contains("• your name", heard, StringComparison.Ordinal);
        Assert.Contains("/consents/", heard, StringComparison.Ordinal);
        await at.Forge(neighbour, "may it refer you to", $"consentYes:{asked["id"]}:en");
        await at.Tap(who, "may it refer you to", "Yes, I agree");
        await at.Hears(who, "You said yes");
        var now = await Consents(at, inquiry);
        Assert.Equal("given", (string)now["asked"]![0]!["state"]!);
        var live = Assert.Single(now["live"]!.AsArray())!;
        var consent = await lead.Get($"/api/v1/consents/{live["id"]}");
        Assert.Equal((string)inquiry["member"]!["id"]!, (string)consent["member"]!["id"]!);
        // The link in the same message leads to the same question: it is answered.
        using var phone = Browser.Of(house.Address);
        var address = heard[heard.IndexOf("/consents/", StringComparison.Ordinal)..].Split('?')[0];
        Assert.Contains("You said yes", await Html(phone, address), StringComparison.Ordinal);
        // What staff find of it later opens nothing.
        var token = address.Split('/')[^1];
        Assert.Equal(
            0,
            (
                await house.Database.Read(
                    "select count(*) from referrals.tellings t where t::text like '%' || $1 || '%'",
                    row => row.GetInt64(0),
                    token
                )
            )[0]
        );
    }

    [Fact]
    public async Task Where_the_bot_cannot_write_alone_a_link_is_made_instead()
    {
        var (at, _, inquiry) = await Asked("Where do I get a bus pass?");
        using var lead = house.As(at.Moderator);
        var refused = await lead.TryPost($"/api/v1/inquiries/{inquiry["id"]}/ask-consent", Ask(at, "Bus pass", "name"));
        Assert.Equal((HttpStatusCode.Conflict, "no_private_line"), (refused.StatusCode, await refused.Code()));
        var nothing = await lead.TryPost(
            $"/api/v1/inquiries/{inquiry["id"]}/consent-link",
            Ask(at, "Bus pass", "language")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
    }

    [Fact]
    public async Task In_the_console_the_link_is_shown_once_and_the_answer_stands_ready_in_the_form()
    {
        var (at, _, inquiry) = await Asked("Who repairs a washing machine?");
        using var staff = await house.SignInAs(at.Moderator);
        var root = $"/{at.Lead.Slug}/{at.Community.Slug}";
        var page = $"{root}/queue?inquiry={inquiry["id"]}";
        var action = $"{root}/inquiries/{inquiry["id"]}/consent-link";
        using var made = await staff.Send(
            page,
            action,
            new()
            {
                ["to"] = at.Partner.Slug,
                ["service"] = "Repairs",
                ["share"] = "Name",
            }
        );
        var shown = await made.Content.ReadAsStringAsync(Ct);
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        var from = shown.IndexOf("/consents/", StringComparison.Ordinal);
        var link = shown[from..].Split('?')[0];
        Assert.DoesNotContain(link, await Html(staff, page), StringComparison.Ordinal);
        Assert.Contains("Asked, no answer yet", await Html(staff, page), StringComparison.Ordinal);
        using var phone = Browser.Of(house.Address);
        using var yes = await phone.Send(link, link, new() { ["answer"] = "yes" });
        var given = await Html(staff, page);
        Assert.Contains("Said yes", given, StringComparison.Ordinal);
        var consent = (string)(await Consents(at, inquiry))["live"]![0]!["id"]!;
        Assert.Contains($"<option value=\"{consent}\" selected", given, StringComparison.Ordinal);
        Assert.Contains("value=\"Repairs\"", given, StringComparison.Ordinal);

        using var chat = await staff.Send(
            page,
            $"{root}/inquiries/{inquiry["id"]}/ask-consent",
            new()
            {
                ["to"] = at.Partner.Slug,
                ["service"] = "Repairs",
                ["share"] = "Name",
            }
        );
        Assert.Equal(HttpStatusCode.Conflict, chat.StatusCode);
        Assert.Contains(
            "cannot write to this member alone",
            await chat.Content.ReadAsStringAsync(Ct),
            StringComparison.Ordinal
        );
    }

    private async Task<(ReferralsInField At, Person Who, JsonNode Inquiry)> Asked(
        string text,
        string language = "en",
        bool privately = false,
        ReferralsInField? at = null
    )
    {
        at ??= await ReferralsInField.Arrange(house);
        var who = RunningHost.Newcomer("Salma", language);
        if (privately)
            return (at, who, await at.AskPrivately(who, text));
        await house.TelegramSays(at.Group, who, text);
        return (at, who, await house.InquiryOf(at.Community, at.Moderator, text));
    }

    private async Task<string> Link(
        ReferralsInField at,
        JsonNode inquiry,
        string service,
        string[] share,
        string? lastDay = null
    )
    {
        using var lead = house.As(at.Moderator);
        var ask = Ask(at, service, share);
        ask["consent"] = new JsonObject { ["untilDay"] = lastDay };
        var made = await lead.Post($"/api/v1/inquiries/{inquiry["id"]}/consent-link", ask);
        return (string)made["url"]!;
    }

    private async Task<JsonNode> Consents(ReferralsInField at, JsonNode inquiry)
    {
        using var lead = house.As(at.Moderator);
        return await lead.Get($"/api/v1/inquiries/{inquiry["id"]}/consents");
    }

    private static JsonObject Ask(ReferralsInField at, string service, params string[] share) =>
        new()
        {
            ["agency"] = at.Partner.Slug,
            ["service"] = service,
            ["share"] = new JsonArray([.. share.Select(kind => (JsonNode)kind)]),
        };

    private static JsonObject On(ReferralsInField at, JsonNode? consent, params string[] share)
    {
        var refer = Ask(at, "What was asked for", share);
        refer["consent"] = new JsonObject { ["id"] = consent!.DeepClone() };
        refer["keepOpen"] = true;
        return refer;
    }

    private static async Task<string> Html(Browser browser, string path)
    {
        using var answer = await browser.Open(path);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
    }
}
