using Microsoft.Playwright;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>A moderator asks under an answer whether it helped; the newcomer taps "no" and has the moderator again.</summary>
public sealed class HelpedTests(Chromium chromium, Site site) : BrowserTests(chromium, site), IClassFixture<Site>
{
    [Theory]
    [InlineData("en", "Did this help?", "No")]
    [InlineData("ar", "هل أفادك هذا الجواب؟", "لا")]
    public async Task A_no_under_an_answer_opens_the_question_again(string language, string question, string no)
    {
        var rania = await Open(new Reading(language, Reading.Phone));
        await rania.SignInAs(Site.Rania);
        await rania.OpenQueue(Site.A, Site.Community);
        var salma = Said.Newcomer(language);
        await Site.Group.Say(salma, Said.Question(language));
        await rania.OpenInquiry(salma.Name());
        await rania.Claim();
        await rania.AnswerBox.FillAsync(Said.Answer(language));
        await rania.Talk.Locator("input[name=askIfHelped]").CheckAsync();
        await rania.Picture("helped-1-ticked");
        // A preview is the page again, with nothing done.
        rania.Expect(422);
        await rania.Talk.Locator("button[formaction$='/answer/preview']").ClickAsync();
        var preview = rania.Talk.Locator("[data-preview]");
        await Assertions.Expect(preview).ToContainTextAsync(question);
        await rania.Settled();
        Assert.True(await rania.Talk.Locator("input[name=askIfHelped]").IsCheckedAsync());
        await rania.Picture("helped-2-preview");
        await rania.AssertWellFormed("answer that asks whether it helped");
        await rania.AssertAccessible("answer that asks whether it helped");
        await rania.SendButton.ClickAsync();
        await Assertions.Expect(rania.Answers.Filter(new() { HasText = Said.Answer(language) })).ToHaveCountAsync(1);

        var asked = await Eventually.Becomes(
            () =>
                Task.FromResult(
                    Site.Telegram.Sent.FirstOrDefault(sent =>
                        sent.Buttons.Count == 2 && sent.Text.EndsWith(question, StringComparison.Ordinal)
                    )
                ),
            sent => sent is not null
        );
        await Site.Deliver(Site.Group.Told, Site.Telegram.Tap(asked!, salma, no));
        await Eventually.Becomes(
            () => Task.FromResult(Site.Telegram.ButtonsUnder(asked!).Count),
            buttons => buttons == 0
        );

        // Hers again: the claim is written on her queue, and what the newcomer said stands with the answer.
        await rania.OpenQueue(Site.A, Site.Community, "?state=mine");
        await rania.OpenInquiry(salma.Name());
        await Assertions.Expect(rania.Answers.Locator(".said-helped .pill-soon")).ToHaveCountAsync(1);
        await rania.Picture("helped-3-no");
        await rania.AssertWellFormed("answer that did not help");
        await rania.AssertAccessible("answer that did not help");
    }
}
