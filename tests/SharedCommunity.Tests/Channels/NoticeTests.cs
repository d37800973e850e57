using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Channels.Notices;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using Xunit;

namespace SharedCommunity.Tests.Channels;

/// <summary>A community's own words for what its bots say, and what is said whatever they are.</summary>
public sealed class NoticeTests(ChannelsFixture channels) : IClassFixture<ChannelsFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<Outcome<Done>> Set(NoticeKind kind, string language, string text, AgencyId? by = null) =>
        await channels.Runner.Run(
            channels.Services.GetRequiredService<SetNoticeText>(),
            new SetNoticeText.Request(kind, language, text, channels.Community),
            await channels.Administrator(by ?? channels.Owner),
            ct: Stop
        );

    private async Task<string> Told()
    {
        var person = new Person(8_100_000 + Random.Shared.Next(1_000_000), "Aya");
        await channels.Said(TelegramUpdates.PrivateMessage(person, "Hello"));
        await channels.Dispatch();
        return Assert.Single(
            await channels.Database.Read(
                "select d.text from channels.deliveries d join channels.channel_accounts a on a.id = d.to_account_id where a.account = $1",
                row => row.GetString(0),
                $"{person.Id}"
            )
        );
    }

    [Fact]
    public async Task Own_words_come_first_and_what_must_be_said_follows_them()
    {
        Assert.True((await Set(NoticeKind.Private, "en", "Welcome to {community}, run by {agencies}!")).IsDone);
        Assert.True((await Set(NoticeKind.Emergency, "en", "112 in Europe")).IsDone);
        var told = await Told();
        Assert.StartsWith(
            "Welcome to Newcomers, run by Agency owner, Agency partner!\nWhat you write here is read",
            told,
            StringComparison.Ordinal
        );
        Assert.Contains("The bot belongs to Agency owner", told, StringComparison.Ordinal);
        Assert.Contains("\"forget me\"", told, StringComparison.Ordinal);
        Assert.Contains("the emergency number (112 in Europe)", told, StringComparison.Ordinal);
        Assert.Contains("/c/newcomers/privacy?lang=en", told, StringComparison.Ordinal);
        // The other language has kept our words.
        Assert.Contains("Newcomers: وصلت رسالتك", told, StringComparison.Ordinal);

        Assert.True((await Set(NoticeKind.Private, "en", "  ")).IsDone);
        Assert.True((await Set(NoticeKind.Emergency, "en", "")).IsDone);
        var again = await Told();
        Assert.StartsWith("Newcomers: your message has reached", again, StringComparison.Ordinal);
        Assert.Contains("(911 in Canada)", again, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NoticeKind.Private, "en", "Hello {name}", "placeholder_unknown")]
    [InlineData(NoticeKind.Group, "fr", "Bonjour {community", "placeholder_unknown")]
    [InlineData(NoticeKind.Emergency, "en", "{owner}", "emergency_form")]
    [InlineData(NoticeKind.Emergency, "en", "911\n112", "emergency_form")]
    [InlineData(NoticeKind.Private, "de", "Hallo", "language_not_spoken")]
    public async Task Words_that_cannot_be_filled_in_are_refused(
        object kind,
        string language,
        string text,
        string problem
    )
    {
        var outcome = await Set((NoticeKind)kind, language, text);
        Assert.Equal(problem, Assert.Single(outcome.Refusal!.Fields).Value);
    }

    [Fact]
    public async Task Too_many_words_are_refused_and_the_most_fit_into_one_message()
    {
        var outcome = await Set(NoticeKind.Group, "en", new string('a', NoticeWords.LongestOwn + 1));
        Assert.Equal("too_long", Assert.Single(outcome.Refusal!.Fields).Value);
        Assert.True((await Set(NoticeKind.Group, "ar", new string('ب', NoticeWords.LongestOwn))).IsDone);
        var words = await channels.Work.Run(
            Scope.Agency(channels.Owner),
            async (unit, ct) =>
                await NoticeWords.Of(
                    (await unit.Community(channels.Community, ct))!,
                    channels.Connection,
                    "https://community.example",
                    unit,
                    ct
                ),
            Stop
        );
        Assert.True(words.Whole(NoticeKind.Group, "ar").Length <= 4096);
        await Set(NoticeKind.Group, "ar", "");
    }

    [Fact]
    public async Task Words_that_grow_too_long_when_they_are_filled_in_are_refused()
    {
        // Ninety names of agencies fit into one message, as long as the other language is short.
        Assert.True((await Set(NoticeKind.Private, "en", string.Concat(Enumerable.Repeat("{agencies}", 90)))).IsDone);
        var most = new string('ب', NoticeWords.LongestOwn);
        var outcome = await Set(NoticeKind.Private, "ar", most);
        Assert.Equal("note_too_long", Assert.Single(outcome.Refusal!.Fields).Value);
        // In a language in which nothing goes out here, words take no room.
        Assert.True((await Set(NoticeKind.Private, "fr", most)).IsDone);
        Assert.True((await Set(NoticeKind.Private, "fr", "")).IsDone);
        Assert.True((await Set(NoticeKind.Private, "en", "")).IsDone);
        Assert.True((await Set(NoticeKind.Private, "ar", most)).IsDone);
        Assert.True((await Set(NoticeKind.Private, "ar", "")).IsDone);
    }

    [Fact]
    public async Task Many_empty_lines_become_one()
    {
        Assert.True((await Set(NoticeKind.Private, "en", "One\r\n\r\n \r\n\r\n\r\nTwo\r\nThree")).IsDone);
        Assert.StartsWith("One\n\nTwo\nThree\nWhat you write", await Told(), StringComparison.Ordinal);
        Assert.True((await Set(NoticeKind.Private, "en", "")).IsDone);
    }

    [Fact]
    public async Task A_stranger_changes_no_words() =>
        Assert.Equal("not_found", (await Set(NoticeKind.Private, "en", "Hello", channels.Stranger)).Refusal?.Code);
}
