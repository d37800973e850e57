using Microsoft.Playwright;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>Sent twice, done once; and what was typed outlives what happens around it.</summary>
public sealed class SentTwiceTests(Chromium chromium, Site site) : BrowserTests(chromium, site), IClassFixture<Site>
{
    [Fact]
    public async Task A_double_click_sends_one_answer()
    {
        var (rania, asked) = await AtANewInquiry();
        await rania.AnswerBox.FillAsync(Said.Answer("en"));
        await rania.SendButton.DblClickAsync();
        await Assertions.Expect(rania.Answers).ToHaveCountAsync(1);
        await AssertAnsweredOnce(asked, Said.Answer("en"));
    }

    [Fact]
    public async Task A_connection_that_is_cut_after_the_server_took_it_leads_to_one_answer()
    {
        var (rania, asked) = await AtANewInquiry();
        rania.ExpectLostConnections();
        var cut = 0;
        await rania.Page.RouteAsync(
            "**/answer",
            async route =>
            {
                if (Interlocked.Increment(ref cut) > 1)
                {
                    await route.ContinueAsync();
                    return;
                }

                // The server has it, the browser never learns.
                await route.FetchAsync(new() { MaxRedirects = 0 });
                await route.AbortAsync("connectionreset");
            }
        );
        await rania.AnswerBox.FillAsync(Said.Answer("en"));
        await rania.SendButton.ClickAsync();
        var said = rania.Talk.Locator("form[action$='/answer'] [data-said]");
        await said.WaitForAsync();
        Assert.Equal(Said.Answer("en"), await rania.AnswerBox.InputValueAsync());
        await rania.Picture("not-sent");
        // On a slow machine the page may have read by now that the answer is there; then there is nothing to try again.
        await said.Locator("button").Or(rania.Answers).First.WaitForAsync();
        await rania.Page.EvaluateAsync(
            """() => document.querySelector("#talk form[action$='/answer'] [data-said] button")?.click()"""
        );
        await Assertions.Expect(rania.Answers).ToHaveCountAsync(1);
        await AssertAnsweredOnce(asked, Said.Answer("en"));
    }

    [Fact]
    public async Task What_is_being_written_survives_a_refresh_of_the_page_under_it()
    {
        var (rania, asked) = await AtANewInquiry();
        await rania.AnswerBox.ClickAsync();
        await rania.AnswerBox.PressSequentiallyAsync(Said.Draft("en"));
        await rania.Page.Keyboard.PressAsync("Home");
        // Somebody else asks: the queue beside the answer reads itself again.
        var other = Said.Newcomer("en");
        await Site.Group.Say(other, Said.Question("en"));
        await rania.NewRows.WaitForAsync(new() { Timeout = (float)Browser.Live.TotalMilliseconds });
        Assert.Equal(0, await rania.Row(other.Name()).CountAsync());
        Assert.Equal(Said.Draft("en"), await rania.AnswerBox.InputValueAsync());
        await Assertions.Expect(rania.AnswerBox).ToBeFocusedAsync();
        Assert.Equal(0, await rania.AnswerBox.EvaluateAsync<int>("box => box.selectionStart"));
        await rania.See(other.Name());
        Assert.Equal(Said.Draft("en"), await rania.AnswerBox.InputValueAsync());

        await rania.Page.ReloadAsync();
        await Assertions.Expect(rania.AnswerBox).ToHaveValueAsync(Said.Draft("en"));
        await rania.Answer(Said.Answer("en"));
        await AssertAnsweredOnce(asked, Said.Answer("en"));
        await rania.Page.ReloadAsync();
        Assert.DoesNotContain(
            Said.Draft("en"),
            await rania.Page.EvaluateAsync<string>("() => JSON.stringify({ ...localStorage })"),
            StringComparison.Ordinal
        );
    }

    private async Task<(Browser Browser, TelegramUpdate Asked)> AtANewInquiry()
    {
        var rania = await Open(new("en", Reading.Desk), Site.Rania);
        var who = Said.Newcomer("en");
        var asked = await Site.Group.Say(who, Said.Question("en"));
        await rania.OpenQueue(Site.A, Site.Community);
        await rania.OpenInquiry(who.Name());
        await rania.Claim();
        return (rania, asked);
    }
}
