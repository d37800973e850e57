using Microsoft.Playwright;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>A phone on the bus: two seconds to everything, requests that get lost, a tunnel in the middle of an answer.</summary>
public sealed class BadLineTests(Chromium chromium, Site site) : BrowserTests(chromium, site), IClassFixture<Site>
{
    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task Through_delay_losses_and_a_tunnel_one_answer_arrives_and_no_word_is_lost(string language)
    {
        var reading = new Reading(language, Reading.Phone);
        var rania = await Open(reading, Site.Rania);
        var salma = Said.Newcomer(language);
        var asked = await Site.Group.Say(salma, Said.Question(language));
        await rania.OpenQueue(Site.A, Site.Community);
        rania.ExpectLostConnections();
        await rania.SlowLine(TimeSpan.FromSeconds(2));
        await rania.OpenInquiry(salma.Name());
        await rania.Claim();

        // The tunnel: what is typed now has no line at all.
        var typed = Said.Answer(language);
        await rania.AnswerBox.FillAsync(typed[..10]);
        await rania.Offline(true);
        await rania.AnswerBox.FillAsync(typed);
        await rania.SendButton.ClickAsync();
        var said = rania.Talk.Locator("form[action$='/answer'] [data-said]");
        await said.WaitForAsync();
        Assert.Equal(typed, await rania.AnswerBox.InputValueAsync());
        await rania.Picture("bad-line-not-sent");
        await rania.AssertAccessible("not sent, on a bad line");

        // Out of the tunnel: the server takes the first try and its reply is lost, the second try is lost on the way.
        await rania.Offline(false);
        var tries = 0;
        await rania.Page.RouteAsync(
            "**/answer",
            async route =>
            {
                switch (Interlocked.Increment(ref tries))
                {
                    case 1:
                        await route.FetchAsync(new() { MaxRedirects = 0 });
                        await route.AbortAsync("connectionreset");
                        break;
                    case 2:
                        await route.AbortAsync("connectionfailed");
                        break;
                    default:
                        await route.ContinueAsync();
                        break;
                }
            }
        );
        for (var lost = 1; lost <= 2; lost++)
        {
            await said.Locator("button").ClickAsync();
            await Eventually.Becomes(() => Task.FromResult(Volatile.Read(ref tries)), many => many >= lost);
            await said.WaitForAsync();
            Assert.Equal(typed, await rania.AnswerBox.InputValueAsync());
        }
        await said.Locator("button").ClickAsync();
        await Assertions
            .Expect(rania.Answers.Filter(new() { HasText = typed }))
            .ToHaveCountAsync(1, new() { Timeout = 30_000 });
        Assert.Equal(3, tries);
        await AssertAnsweredOnce(asked, typed);
        await rania.SlowLine(TimeSpan.Zero);
        await rania.AssertWellFormed("answered on a bad line");
    }

    [Fact]
    public async Task A_lost_connection_is_shown_and_all_recovers_by_itself()
    {
        var rania = await Open(new("en", Reading.Desk), Site.Rania);
        await rania.OpenQueue(Site.A, Site.Community);
        var lost = rania.Page.Locator(".live-lost");
        await Assertions.Expect(lost).ToBeHiddenAsync();
        rania.ExpectLostConnections();
        await rania.Offline(true);
        // The stream breaks, and the page's next reading finds no line either.
        await rania.Page.EvaluateAsync("() => dispatchEvent(new Event('online'))");
        await Assertions.Expect(lost).ToBeVisibleAsync();
        var salma = Said.Newcomer("en");
        await Site.Group.Say(salma, Said.Question("en"));
        await rania.Offline(false);
        // Shown, or announced where others stand in the list already.
        await rania.Row(salma.Name()).Or(rania.NewRows).First.WaitForAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(lost).ToBeHiddenAsync();
    }
}
