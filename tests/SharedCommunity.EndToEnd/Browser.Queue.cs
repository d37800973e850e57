using System.Diagnostics;
using Microsoft.Playwright;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>The verbs of the queue: open, claim, answer.</summary>
public sealed partial class Browser
{
    /// <summary>What a change by somebody else may take to be seen.</summary>
    public static readonly TimeSpan Live = TimeSpan.FromSeconds(10);

    /// <summary>The open conversation.</summary>
    public ILocator Talk => Page.Locator("#talk");

    /// <summary>What is being written to who asks.</summary>
    public ILocator AnswerBox => Talk.Locator("form[action$='/answer'] textarea[name=text]");

    /// <summary>What a page that refused says about it.</summary>
    public ILocator Alert => Page.Locator("main [role=alert]");

    /// <summary>Our answers in the open conversation.</summary>
    public ILocator Answers => Talk.Locator(".said-ours");

    /// <summary>Opens the community's queue.</summary>
    public async Task OpenQueue(AgencyInField agency, CommunityInField community, string query = "")
    {
        var answer = await Go($"/{agency.Slug}/{community.Slug}/queue{query}");
        Assert.Equal(200, answer.Status);
    }

    /// <summary>The line of the queue that holds these words.</summary>
    public ILocator Row(string words) => Page.Locator("#rows > li:not([hidden])").Filter(new() { HasText = words });

    /// <summary>What is offered on top of the list: rows that came since it was read.</summary>
    public ILocator NewRows => Page.Locator("[data-shows-new]:not([hidden])");

    /// <summary>
    /// Waits until the queue shows a line with these words: it announces what is new and brings it when asked; where
    /// scripts are off, it is read again.
    /// </summary>
    public async Task<ILocator> See(string words)
    {
        var row = Row(words);
        var waited = Stopwatch.StartNew();
        while (await row.CountAsync() == 0 && waited.Elapsed < Live)
        {
            if (!Reading.Scripts)
                await Page.ReloadAsync();
            else if (await NewRows.CountAsync() > 0)
                await NewRows.ClickAsync();
            await Task.Delay(200);
        }

        await Assertions.Expect(row).ToHaveCountAsync(1, new() { Timeout = (float)Live.TotalMilliseconds });
        return row;
    }

    /// <summary>Opens an inquiry from its line.</summary>
    public async Task OpenInquiry(string words)
    {
        await (await See(words)).Locator("a[data-row]").ClickAsync();
        await Talk.Locator("#talk-title bdi").WaitForAsync();
        await Settled();
    }

    /// <summary>
    /// Stands on the undo that the page offers, as somebody who reaches for it does: it goes after five seconds unless
    /// somebody is at it.
    /// </summary>
    /// <param name="verb">The last word of the form's address.</param>
    public async Task<ILocator> ReachUndo(string verb)
    {
        var button = Page.Locator($"[data-undo] form[action$='/{verb}'] button");
        await button.FocusAsync();
        return button;
    }

    /// <summary>Claims the open inquiry.</summary>
    public async Task Claim()
    {
        await Talk.Locator("form[action$='/claim'] button").First.ClickAsync();
        await Talk.Locator("form[id^='release-']").WaitForAsync();
        await Settled();
    }

    /// <summary>Writes an answer and sends it.</summary>
    public async Task Answer(string text)
    {
        await AnswerBox.FillAsync(text);
        await SendButton.ClickAsync();
        await Assertions.Expect(Answers.Filter(new() { HasText = text })).ToHaveCountAsync(1);
        await Settled();
    }

    /// <summary>The button under the answer.</summary>
    public ILocator SendButton => Talk.Locator("form[action$='/answer'] button[data-sends]");

    /// <summary>Presses Tab until this has the focus, as somebody without a mouse does.</summary>
    public async Task TabTo(string selector)
    {
        for (var pressed = 0; pressed < 80; pressed++)
        {
            if (await Page.EvaluateAsync<bool>("s => document.activeElement?.matches(s) ?? false", selector))
                return;
            await Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{selector} is not reached by the Tab key on {Page.Url}.");
    }
}
