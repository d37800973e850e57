using System.Net;
using System.Text.RegularExpressions;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Moderation;

/// <summary>The page of the messages and its forms as a browser without script uses them.</summary>
public sealed partial class MessagesPageTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_posted_stands_there_newest_first_with_writer_place_and_privacy()
    {
        var scene = await Scene.Set(host);
        await scene.Say("Grace", "Thank you for the picnic!");
        await scene.Whisper("Oleh", "My landlord wants me to leave.");
        using var ours = await host.SignInAs(scene.Ours);
        var page = await Html(await ours.Open(scene.Page()));
        Assert.True(
            page.IndexOf("My landlord", StringComparison.Ordinal)
                < page.IndexOf("Thank you for the picnic!", StringComparison.Ordinal)
        );
        Assert.Contains("<bdi>Grace</bdi>", page, StringComparison.Ordinal);
        Assert.Contains(scene.Group.Group.Title, page, StringComparison.Ordinal);
        Assert.Contains("class=\"private-mark\"", page, StringComparison.Ordinal);
        var groups = await Html(await ours.Open(scene.Page("?show=group")));
        Assert.Contains("Thank you for the picnic!", groups, StringComparison.Ordinal);
        Assert.DoesNotContain("My landlord", groups, StringComparison.Ordinal);
        var alone = await Html(await ours.Open(scene.Page("?show=private")));
        Assert.DoesNotContain("Thank you for the picnic!", alone, StringComparison.Ordinal);
        Assert.Contains("My landlord", alone, StringComparison.Ordinal);
        var elsewhere = await Html(await ours.Open(scene.Page($"?channel={Guid.CreateVersion7()}")));
        Assert.DoesNotContain("picnic", elsewhere, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_space_of_every_script_parts_the_words_of_a_search()
    {
        var scene = await Scene.Set(host);
        await scene.Say("Grace", "The library\u1680opens on Monday");
        using var api = host.As(scene.Ours);
        foreach (var space in Enumerable.Range(0, 0x10000).Select(code => (char)code).Where(char.IsWhiteSpace))
        {
            var typed = Uri.EscapeDataString($"{space}library{space}open");
            var found = await api.Get($"/api/v1/communities/{scene.Community.Id}/messages?q={typed}");
            Assert.True(found["items"]!.AsArray().Count == 1, $"U+{(int)space:X4} does not part words.");
        }
    }

    [Fact]
    public async Task A_message_is_marked_as_an_inquiry_undone_and_marked_again()
    {
        var scene = await Scene.Set(host);
        await scene.Say("Grace", "The bus pass is too expensive for us.");
        using var ours = await host.SignInAs(scene.Ours);
        var list = await Html(await ours.Open(scene.Page()));
        var mark = MarkForm().Match(list).Groups[1].Value;
        Assert.NotEqual("", mark);
        Assert.Contains(
            "The bus pass is too expensive for us.",
            await Html(await ours.Open(scene.Page("?show=unasked"))),
            StringComparison.Ordinal
        );

        var marked = await ours.Send(scene.Page(), mark, []);
        Assert.Equal(HttpStatusCode.SeeOther, marked.StatusCode);
        var there = marked.Headers.Location!.ToString();
        var page = await Html(await ours.Open(there));
        Assert.Contains("data-undo", page, StringComparison.Ordinal);
        var inquiry = (await host.QueueOf(scene.Community, scene.Ours)).Single()!;
        Assert.Equal("The bus pass is too expensive for us.", (string)inquiry["text"]!);
        Assert.Contains($"queue?inquiry={inquiry["id"]}", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"action=\"{mark}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "The bus pass is too expensive for us.",
            await Html(await ours.Open(scene.Page("?show=unasked"))),
            StringComparison.Ordinal
        );

        var undone = await ours.Send(
            there,
            $"/{scene.Ours.Agency.Slug}/{scene.Community.Slug}/inquiries/{inquiry["id"]}/unmark",
            []
        );
        Assert.Equal(HttpStatusCode.SeeOther, undone.StatusCode);
        Assert.Empty(await host.QueueOf(scene.Community, scene.Ours));
        var after = await ours.Open(undone.Headers.Location!.ToString());
        Assert.Contains("data-undo", await Html(after), StringComparison.Ordinal);

        var again = await ours.Send(
            undone.Headers.Location!.ToString(),
            $"/{scene.Ours.Agency.Slug}/{scene.Community.Slug}/inquiries/{inquiry["id"]}/reopen",
            []
        );
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Single(await host.QueueOf(scene.Community, scene.Ours));
    }

    [Fact]
    public async Task Two_who_mark_the_same_message_make_one_inquiry_of_it()
    {
        var scene = await Scene.Set(host);
        var message = await scene.Say("Grace", "The bus pass again.");
        using var ours = await host.SignInAs(scene.Ours);
        var mark = MarkForm().Match(await Html(await ours.Open(scene.Page()))).Groups[1].Value;
        var page = scene.Page();
        Assert.Equal(HttpStatusCode.SeeOther, (await ours.Send(page, mark, [])).StatusCode);
        using var program = host.As(scene.Ours);
        using var again = await program.TryPost($"/api/v1/messages/{message}/inquiry");
        Assert.Equal("already_an_inquiry", await again.Code());
        Assert.Single(await host.QueueOf(scene.Community, scene.Ours));
    }

    [Fact]
    public async Task What_comes_after_the_page_was_opened_is_counted_and_comes_when_asked()
    {
        var scene = await Scene.Set(host);
        await scene.Say("Grace", "Known words");
        using var ours = await host.SignInAs(scene.Ours);
        var asOf = AsOf().Match(await Html(await ours.Open(scene.Page()))).Groups[1].Value;
        Assert.NotEqual("", asOf);
        await scene.Say("Jean", "Later words");
        var same = await Html(await ours.Open(scene.Page($"?asOf={Uri.EscapeDataString(asOf)}")));
        Assert.Contains("Known words", same, StringComparison.Ordinal);
        Assert.DoesNotContain("Later words", same, StringComparison.Ordinal);
        Assert.Contains($"<a class=\"button\" href=\"{scene.Page()}\">1 new</a>", same, StringComparison.Ordinal);
        var all = await Html(await ours.Open(scene.Page()));
        Assert.Contains("Later words", all, StringComparison.Ordinal);
        Assert.DoesNotContain("1 new", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_shown_among_those_of_its_own_conversation()
    {
        var scene = await Scene.Set(host);
        await scene.Say("Grace", "Group one");
        var alone = await scene.Whisper("Oleh", "Alone one");
        await scene.Whisper("Salma", "Alone, somebody else");
        await scene.Whisper("Oleh", "Alone two");
        var group = await scene.Say("Jean", "Group two");
        using var ours = await host.SignInAs(scene.Ours);
        var inGroup = await Html(await ours.Open(scene.Page($"?at={group}")));
        Assert.True(
            inGroup.IndexOf("Group one", StringComparison.Ordinal)
                < inGroup.IndexOf("Group two", StringComparison.Ordinal)
        );
        Assert.DoesNotContain("Alone", inGroup, StringComparison.Ordinal);
        Assert.Contains($"id=\"message-{group}\" aria-current=\"true\"", inGroup, StringComparison.Ordinal);
        var inPrivate = await Html(await ours.Open(scene.Page($"?at={alone}")));
        Assert.Contains("Alone two", inPrivate, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody else", inPrivate, StringComparison.Ordinal);
        Assert.DoesNotContain("Group one", inPrivate, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"button\" href=\"" + scene.Page("?at="), inGroup, StringComparison.Ordinal);
        // Ten stand on each side; a link leads on from the last.
        var last = Guid.Empty;
        for (var i = 0; i < 10; i++)
            last = await scene.Say("Jean", $"Group after {i}");
        var full = await Html(await ours.Open(scene.Page($"?at={group}")));
        Assert.Contains($"class=\"button\" href=\"{scene.Page($"?at={last}")}\"", full, StringComparison.Ordinal);
        var gone = await ours.Open(scene.Page($"?at={Guid.CreateVersion7()}"));
        Assert.Equal(HttpStatusCode.OK, gone.StatusCode);
        Assert.Contains("Group two", await Html(gone), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?q=%00%20%27&after=zzz&asOf=never&at=1&channel=x&show=%00&notice=marked:1:2")]
    [InlineData("?q=%26%7C%21%28%3A%2A&asOf=9999-12-31T23:59:59Z&after=e30")]
    [InlineData("?asOf=-9998-01-01T00:00:00Z&notice=marked:")]
    public async Task A_bent_address_shows_a_page(string query)
    {
        var scene = await Scene.Set(host);
        using var ours = await host.SignInAs(scene.Ours);
        Assert.Equal(HttpStatusCode.OK, (await ours.Open(scene.Page(query))).StatusCode);
    }

    [Fact]
    public async Task A_viewer_reads_searches_and_finds_nothing_to_press()
    {
        var scene = await Scene.Set(host);
        await scene.Say("Salma", "أين العيادة في هذا الحيّ");
        var viewer = await host.Field.Staff(scene.Ours.Agency, Role.Viewer);
        using var browser = await host.SignInAs(viewer);
        var page = await Html(await browser.Open(scene.Page("?q=" + Uri.EscapeDataString("الحي العياده"))));
        Assert.Contains("أين العيادة في هذا الحيّ", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/inquiry\"", page, StringComparison.Ordinal);
        var none = await Html(await browser.Open(scene.Page("?q=nowhere")));
        Assert.DoesNotContain("العيادة", none, StringComparison.Ordinal);
    }

    private static Task<string> Html(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(Ct);

    [GeneratedRegex("action=\"([^\"]+/messages/[^\"]+/inquiry)\"")]
    private static partial Regex MarkForm();

    [GeneratedRegex("data-as-of=\"([^\"]+)\"")]
    private static partial Regex AsOf();

    /// <summary>A community with a group on Telegram and a moderator.</summary>
    private sealed record Scene(HostFixture Host, StaffInField Ours, CommunityInField Community, GroupInField Group)
    {
        private readonly Dictionary<string, Person> people = [];

        public static async Task<Scene> Set(HostFixture host)
        {
            var north = await host.Field.Agency("North");
            var community = await host.Field.Community(north);
            var ours = await host.Field.Staff(north, Role.Moderator);
            return new(host, ours, community, await host.TelegramGroup(community, north));
        }

        public string Page(string query = "") => $"/{Ours.Agency.Slug}/{Community.Slug}/messages{query}";

        /// <summary>Somebody writes in the group, and staff may see it.</summary>
        public async Task<Guid> Say(string who, string text)
        {
            await Host.TelegramSays(Group, Who(who), text);
            return await Seen(text);
        }

        /// <summary>Somebody writes to the bot alone, and staff may see it.</summary>
        public async Task<Guid> Whisper(string who, string text)
        {
            await Host.TelegramSaysPrivately(Group, Who(who), text);
            return await Seen(text);
        }

        private async Task<Guid> Seen(string text) =>
            (
                await Eventually.Becomes(
                    () =>
                        Host.Database.Read(
                            "select id from channels.messages where text = $1 and community_id = $2 and placed",
                            row => row.GetGuid(0),
                            text,
                            Community.Id
                        ),
                    found => found.Count > 0
                )
            )[0];

        private Person Who(string name) =>
            people.TryGetValue(name, out var known) ? known : people[name] = RunningHost.Newcomer(name);
    }
}
