using System.Net;
using System.Text.Json.Nodes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Moderation;

/// <summary>The queue page and its forms as a browser without script uses them.</summary>
public sealed class QueuePageTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_is_claimed_and_answered_and_the_other_agency_is_refused_with_its_text_kept()
    {
        var scene = await Scene.Set(host, "Where is the school?");
        using var ours = await host.SignInAs(scene.Ours);
        using var theirs = await host.SignInAs(scene.Theirs);
        Assert.Contains(
            "Where is the school?",
            await Html(await ours.Open(scene.Page(scene.Ours))),
            StringComparison.Ordinal
        );

        var claimed = await ours.Send(scene.Page(scene.Ours), scene.Form(scene.Ours, "claim"), []);
        Assert.Equal(HttpStatusCode.SeeOther, claimed.StatusCode);
        Assert.Equal(scene.Page(scene.Ours) + "&notice=claimed", claimed.Headers.Location!.ToString());
        var notice = await Html(await ours.Open(claimed.Headers.Location.ToString()));
        Assert.Contains("data-undo", notice, StringComparison.Ordinal);
        Assert.Contains($"action=\"{scene.Form(scene.Ours, "release")}\"", notice, StringComparison.Ordinal);

        var seen = await Html(await theirs.Open(scene.Page(scene.Theirs)));
        Assert.Contains($"<bdi>{scene.Ours.DisplayName}</bdi> is on it", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Claim and send", seen, StringComparison.Ordinal);
        var refused = await theirs.Send(
            scene.Page(scene.Theirs),
            scene.Form(scene.Theirs, "answer"),
            new() { ["text"] = "At the corner.", ["keepOpen"] = "true" }
        );
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var again = await Html(refused);
        Assert.Contains("role=\"alert\"", again, StringComparison.Ordinal);
        Assert.Contains(">At the corner.</textarea>", again, StringComparison.Ordinal);
        Assert.Contains("data-unsaved", again, StringComparison.Ordinal);

        var answered = await ours.Send(
            scene.Page(scene.Ours),
            scene.Form(scene.Ours, "answer"),
            new() { ["text"] = "In Main Street." }
        );
        Assert.Equal(HttpStatusCode.SeeOther, answered.StatusCode);
        Assert.Contains(
            "In Main Street.",
            await Html(await theirs.Open(scene.Page(scene.Theirs))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_form_sent_twice_is_done_once_and_the_page_lets_go_of_the_draft()
    {
        var scene = await Scene.Set(host, "Is the library free?");
        using var ours = await host.SignInAs(scene.Ours);
        var key = Guid.CreateVersion7().ToString();
        for (var i = 0; i < 2; i++)
        {
            var answered = await ours.Send(
                scene.Page(scene.Ours),
                scene.Form(scene.Ours, "answer"),
                new()
                {
                    ["text"] = "Yes, it is.",
                    ["keepOpen"] = "true",
                    ["key"] = key,
                    ["version"] = "1",
                }
            );
            Assert.Equal(HttpStatusCode.SeeOther, answered.StatusCode);
        }

        var page = await Html(await ours.Open(scene.Page(scene.Ours)));
        Assert.Equal(2, page.Split("Yes, it is.").Length);
        Assert.Contains($"data-draft-id=\"{key}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_keeps_the_text_and_asks_to_send_again()
    {
        var scene = await Scene.Set(host, "Who helps with taxes?");
        using var ours = await host.SignInAs(scene.Ours);
        var answer = await ours.Send(
            scene.Page(scene.Ours),
            scene.Form(scene.Ours, "answer"),
            new() { ["text"] = "The tax clinic.", ["formToken"] = "stale" }
        );
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains(">The tax clinic.</textarea>", await Html(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lapsed_session_asks_to_sign_in_and_shows_what_was_typed()
    {
        var scene = await Scene.Set(host, "Who repairs bicycles?");
        using var stranger = host.Stranger();
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["text"] = "The bike co-op.", ["returnTo"] = scene.Page(scene.Ours) }
        );
        var answer = await stranger.PostAsync(new Uri(scene.Form(scene.Ours, "answer"), UriKind.Relative), form, Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var page = await Html(answer);
        Assert.Contains(">The bike co-op.</textarea>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/sign-in?returnTo=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Who repairs bicycles?", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_reads_and_finds_nothing_to_press()
    {
        var scene = await Scene.Set(host, "When does the clinic open?");
        var viewer = await host.Field.Staff(scene.Ours.Agency, Role.Viewer);
        using var browser = await host.SignInAs(viewer);
        var page = await Html(await browser.Open(scene.Page(viewer)));
        Assert.Contains("When does the clinic open?", page, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "/inquiries/",
            page.Replace("?inquiry=", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_evaluator_sees_no_words_and_a_foreign_agency_no_page()
    {
        var scene = await Scene.Set(host, "A secret question?");
        var evaluator = await host.Field.Staff(scene.Ours.Agency, Role.Evaluator);
        using var reading = await host.SignInAs(evaluator);
        var refused = await reading.Open(scene.Page(evaluator));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.DoesNotContain("A secret question?", await Html(refused), StringComparison.Ordinal);
        var foreign = await host.Field.Staff(await host.Field.Agency("Far"), Role.Moderator);
        using var elsewhere = await host.SignInAs(foreign);
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.Open(scene.Page(foreign))).StatusCode);
    }

    [Theory]
    [InlineData("ar", "rtl", "استفسار واحد مفتوح")]
    [InlineData("fr", "ltr", "1 ouverte")]
    [InlineData("en", "ltr", "1 open")]
    public async Task The_page_speaks_the_readers_language(string language, string direction, string figure)
    {
        var scene = await Scene.Set(host, "Question?");
        using var ours = await host.SignInAs(scene.Ours);
        await ours.Open($"{scene.Page(scene.Ours)}&lang={language}");
        var page = await Html(await ours.Open(scene.Page(scene.Ours)));
        Assert.Contains($"<html lang=\"{language}\" dir=\"{direction}\"", page, StringComparison.Ordinal);
        Assert.Contains(figure, page, StringComparison.Ordinal);
        Assert.Single(page.Split("<h1").Skip(1));
    }

    [Fact]
    public async Task A_preview_shows_the_answer_keeps_the_form_and_sends_nothing()
    {
        var scene = await Scene.Set(host, "Where do I get a library card?");
        using var ours = await host.SignInAs(scene.Ours);
        var key = Guid.CreateVersion7().ToString();
        Dictionary<string, string> typed = new()
        {
            ["text"] = "At the desk, with your lease.",
            ["keepOpen"] = "true",
            ["key"] = key,
        };
        typed["returnTo"] = scene.Page(scene.Ours) + "&notice=answered";
        var shown = await ours.Send(scene.Page(scene.Ours), scene.Form(scene.Ours, "answer/preview"), typed);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        var page = await Html(shown);
        Assert.Contains("data-preview", page, StringComparison.Ordinal);
        Assert.Equal(3, page.Split("At the desk, with your lease.").Length);
        Assert.Contains($"value=\"{key}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-undo", page, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "At the desk",
            await Html(await ours.Open(scene.Page(scene.Ours))),
            StringComparison.Ordinal
        );
        // The same key sends it afterwards: a preview has used up nothing.
        typed["version"] = "1";
        var sent = await ours.Send(scene.Page(scene.Ours), scene.Form(scene.Ours, "answer"), typed);
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        Assert.Equal(2, (await Html(await ours.Open(scene.Page(scene.Ours)))).Split("At the desk").Length);
    }

    [Fact]
    public async Task An_inquiry_is_handed_to_a_person_by_name_with_a_note_and_a_wrong_choice_keeps_the_note()
    {
        var scene = await Scene.Set(host, "Who helps with my landlord?");
        using var ours = await host.SignInAs(scene.Ours);
        using var theirs = await host.SignInAs(scene.Theirs);
        var page = await Html(await ours.Open(scene.Page(scene.Ours)));
        Assert.Contains($"<option value=\"{scene.Theirs.Id}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"<option value=\"{scene.Ours.Id}\"", page, StringComparison.Ordinal);
        var refused = await ours.Send(
            scene.Page(scene.Ours),
            scene.Form(scene.Ours, "assign"),
            new() { ["to"] = Guid.CreateVersion7().ToString(), ["note"] = "Speaks Somali." }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(">Speaks Somali.</textarea>", await Html(refused), StringComparison.Ordinal);
        var handed = await ours.Send(
            scene.Page(scene.Ours),
            scene.Form(scene.Ours, "assign"),
            new() { ["to"] = scene.Theirs.Id.ToString(), ["note"] = "Speaks Somali." }
        );
        Assert.Equal(HttpStatusCode.SeeOther, handed.StatusCode);
        var seen = await Html(await theirs.Open(scene.Page(scene.Theirs)));
        Assert.Contains("Speaks Somali.", seen, StringComparison.Ordinal);
        Assert.Contains("You are on it", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_that_the_address_remembers_narrow_the_list()
    {
        var scene = await Scene.Set(host, "What is a postal code?");
        using var ours = await host.SignInAs(scene.Ours);
        var list = $"/{scene.Ours.Agency.Slug}/{scene.Community.Slug}/queue?";
        async Task<bool> Has(string query) =>
            (await Html(await ours.Open(list + query))).Contains("What is a postal code?", StringComparison.Ordinal);
        Assert.True(await Has("channel=desk&line=group&language=en"));
        Assert.False(await Has("channel=telegram"));
        Assert.False(await Has("line=private"));
        Assert.False(await Has($"of={scene.Theirs.Agency.Slug}"));
        await ours.Send(
            scene.Page(scene.Ours),
            scene.Form(scene.Ours, "assign"),
            new() { ["to"] = scene.Theirs.Agency.Slug }
        );
        Assert.True(await Has($"of={scene.Theirs.Agency.Slug}"));
    }

    [Fact]
    public async Task Topics_and_language_are_corrected_in_one_form_and_the_history_says_so_in_words()
    {
        var scene = await Scene.Set(host, "Bonjour");
        using var ours = await host.SignInAs(scene.Ours);
        var corrected = await ours.Send(
            scene.Page(scene.Ours),
            scene.Form(scene.Ours, "correct"),
            new() { ["topics"] = "health", ["language"] = "fr" }
        );
        Assert.Equal(HttpStatusCode.SeeOther, corrected.StatusCode);
        var closed = await ours.Send(
            scene.Page(scene.Ours),
            scene.Form(scene.Ours, "close"),
            new() { ["reason"] = "other" }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, closed.StatusCode);
        Assert.Contains("value=\"other\" selected", await Html(closed), StringComparison.Ordinal);
        var page = await Html(await ours.Open(scene.Page(scene.Ours)));
        Assert.Contains("<bdi class=\"quiet history-words\">French, Health</bdi>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_becomes_of_an_answer_is_told_without_asking_and_never_said_to_be_fine_when_it_is_not()
    {
        var scene = await Scene.Set(host, "Where is the bus?");
        var group = await host.TelegramGroup(scene.Community, scene.Ours.Agency);
        await host.TelegramSays(group, RunningHost.Newcomer(), "Where is the food bank?");
        var asked = await host.InquiryOf(scene.Community, scene.Ours, "Where is the food bank?");
        scene = scene with { Inquiry = (string)asked["id"]! };
        using var ours = await host.SignInAs(scene.Ours);
        await ours.Send(
            scene.Page(scene.Ours),
            scene.Form(scene.Ours, "answer"),
            new() { ["text"] = "In Elm Street." }
        );
        async Task<string> When(string state)
        {
            await host.Database.Administer(
                $"update channels.deliveries set state = '{state}', failure = 'blocked' where id in (select delivery_id from moderation.answers where inquiry_id = '{scene.Inquiry}')"
            );
            return await Html(await ours.Open(scene.Page(scene.Ours)));
        }

        Assert.Contains("Your answer is on its way.", await When("Waiting"), StringComparison.Ordinal);
        Assert.Contains("Your answer is sent.", await When("Sent"), StringComparison.Ordinal);
        var lost = await When("Failed");
        Assert.Contains("The answer did not arrive. It is kept.", lost, StringComparison.Ordinal);
        Assert.DoesNotContain("on its way", lost, StringComparison.Ordinal);
        // A colleague is not told that "your" answer is sent, and everybody that it is lost.
        using var theirs = await host.SignInAs(scene.Theirs);
        Assert.Contains(
            "The answer did not arrive.",
            await Html(await theirs.Open(scene.Page(scene.Theirs))),
            StringComparison.Ordinal
        );
        await When("Sent");
        Assert.DoesNotContain(
            "Your answer is sent.",
            await Html(await theirs.Open(scene.Page(scene.Theirs))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_held_answer_is_taken_back_by_its_button_and_never_goes()
    {
        // Nobody answers today, nor tomorrow: service is on one weekday, three days from now.
        var day = TimeProvider.System.GetUtcNow().AddDays(3).DayOfWeek.ToString()[..3].ToLowerInvariant();
        var north = await host.Field.Agency("North");
        var community = await host.Field.Community(
            north,
            serviceStandard: $$"""{"respondWithin":"PT24H","rule":"fromOpening","hours":[{"days":["{{day}}"],"from":"10:00","to":"16:00"}],"holidays":[],"replyOutsideHours":false}"""
        );
        var staff = await host.Field.Staff(north, Role.Moderator);
        var group = await host.TelegramGroup(community, north);
        await host.TelegramSays(group, RunningHost.Newcomer(), "Where is the swimming pool?");
        var asked = await host.InquiryOf(community, staff, "swimming pool");
        var scene = new Scene(staff, staff, community, (string)asked["id"]!);
        using var ours = await host.SignInAs(staff);
        await ours.Send(scene.Page(staff), scene.Form(staff, "answer"), new() { ["text"] = "In Birch Street." });
        var held = await Html(await ours.Open(scene.Page(staff)));
        Assert.Contains("In Birch Street.", held, StringComparison.Ordinal);
        var form = System.Text.RegularExpressions.Regex.Match(held, "action=\"([^\"]+/recall)\"").Groups[1].Value;

        var recalled = await ours.Send(scene.Page(staff), form, []);
        Assert.Equal(HttpStatusCode.SeeOther, recalled.StatusCode);
        var page = await Html(await ours.Open(recalled.Headers.Location!.ToString()));
        Assert.DoesNotContain("In Birch Street.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/recall\"", page, StringComparison.Ordinal);
        var open = await host.InquiryOf(community, staff, "swimming pool");
        Assert.Equal(("open", (string)asked["respondBy"]!), ((string)open["state"]!, (string)open["respondBy"]!));
        Assert.DoesNotContain(host.Telegram.Sent, sent => sent.Text.Contains("Birch", StringComparison.Ordinal));
        // Nothing of it waits to be sent.
        Assert.Equal(
            0,
            (
                await host.Database.Read(
                    "select count(*) from channels.deliveries d join moderation.answers a on a.delivery_id = d.id where a.inquiry_id = $1 and d.state = 'Waiting'",
                    row => row.GetInt64(0),
                    Guid.Parse(scene.Inquiry)
                )
            )[0]
        );
    }

    [Fact]
    public async Task What_is_late_has_an_address_of_its_own_on_the_page_and_in_the_API()
    {
        var scene = await Scene.Set(host, "Where is the tram?");
        using var ours = await host.SignInAs(scene.Ours);
        using var program = host.As(scene.Ours);
        var list = $"/{scene.Ours.Agency.Slug}/{scene.Community.Slug}/queue?state=overdue";
        var api = $"/api/v1/communities/{scene.Community.Id}/queue?state=overdue";
        Assert.DoesNotContain("Where is the tram?", await Html(await ours.Open(list)), StringComparison.Ordinal);
        Assert.Empty((await program.Get(api))["items"]!.AsArray());
        await host.Database.Administer(
            $"update moderation.inquiries set respond_by = now() - interval '1 hour' where id = '{scene.Inquiry}'"
        );
        var late = await Html(await ours.Open(list));
        Assert.Contains("Where is the tram?", late, StringComparison.Ordinal);
        Assert.Contains("href=\"" + list + "\" aria-current=\"true\"", late, StringComparison.Ordinal);
        Assert.Single((await program.Get(api))["items"]!.AsArray());
        Assert.Empty(
            (await program.Get(api.Replace("overdue", "dueSoon", StringComparison.Ordinal)))["items"]!.AsArray()
        );
        using var refused = await program.GetAsync(
            new Uri(api.Replace("overdue", "whenever", StringComparison.Ordinal), UriKind.Relative),
            Ct
        );
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task The_tour_goes_along_with_the_work_until_it_is_put_away()
    {
        var scene = await Scene.Set(host, "Where is the pool?");
        using var ours = await host.SignInAs(scene.Ours);
        var list = $"/{scene.Ours.Agency.Slug}/{scene.Community.Slug}/queue";
        Assert.Contains("Step 2 of 5", await Html(await ours.Open(list)), StringComparison.Ordinal);
        Assert.Contains("Step 3 of 5", await Html(await ours.Open(scene.Page(scene.Ours))), StringComparison.Ordinal);
        await ours.Send(scene.Page(scene.Ours), scene.Form(scene.Ours, "claim"), []);
        Assert.Contains("Step 4 of 5", await Html(await ours.Open(scene.Page(scene.Ours))), StringComparison.Ordinal);
        await ours.Send(
            scene.Page(scene.Ours),
            scene.Form(scene.Ours, "answer"),
            new() { ["text"] = "In Elm Street." }
        );
        Assert.Contains("Step 5 of 5", await Html(await ours.Open(scene.Page(scene.Ours))), StringComparison.Ordinal);
        var tour = string.Join('/', "", scene.Ours.Agency.Slug, scene.Community.Slug, "work", "tour");
        var left = await ours.Send(scene.Page(scene.Ours), tour, []);
        Assert.Equal(scene.Page(scene.Ours), left.Headers.Location!.ToString());
        Assert.DoesNotContain("of 5", await Html(await ours.Open(scene.Page(scene.Ours))), StringComparison.Ordinal);
        Assert.DoesNotContain("of 5", await Html(await ours.Open(list)), StringComparison.Ordinal);
    }

    private static Task<string> Html(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(Ct);

    /// <summary>Two agencies of one community, a moderator of each, and one inquiry that came by phone.</summary>
    private sealed record Scene(StaffInField Ours, StaffInField Theirs, CommunityInField Community, string Inquiry)
    {
        public static async Task<Scene> Set(HostFixture host, string question)
        {
            var (north, south) = (await host.Field.Agency("North"), await host.Field.Agency("South"));
            var community = await host.Field.Community(north, [south]);
            var (ours, theirs) = (
                await host.Field.Staff(north, Role.Moderator),
                await host.Field.Staff(south, Role.Moderator)
            );
            using var program = host.As(ours);
            var made = await program.Post(
                $"/api/v1/communities/{community.Id}/inquiries",
                new JsonObject
                {
                    ["text"] = question,
                    ["source"] = "phone",
                    ["name"] = "Samira",
                }
            );
            return new(ours, theirs, community, (string)made["id"]!);
        }

        public string Page(StaffInField staff) => $"/{staff.Agency.Slug}/{Community.Slug}/queue?inquiry={Inquiry}";

        public string Form(StaffInField staff, string verb) =>
            $"/{staff.Agency.Slug}/{Community.Slug}/inquiries/{Inquiry}/{verb}";
    }
}
