using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>
/// What people entrust to us is not in what the host says about itself: the main story once, at a host that logs far more
/// than it is shipped with, and then its log and its figures are searched for every secret, name and word that was used.
/// </summary>
public sealed class SilenceTests(Chromium chromium, Site site) : BrowserTests(chromium, site), IClassFixture<Site>
{
    private const string Note = "Confidential-note-quill-and-lantern";
    private const string Answer = "Confidential-answer-marble-and-cedar";
    private const string Question = "Where is the confidential-question-amber-and-thistle office?";
    private const string Whispered = "My confidential-whisper-saffron-and-pine landlord shouts. What can I do?";
    private const string Draft = "Confidential-draft-velvet-and-iron";

    [Fact]
    public async Task No_log_and_no_figure_holds_a_secret_a_name_or_a_word_of_anybody()
    {
        // The site's own host would take the work away from the one that is listened to.
        var (database, telegram) = (Site.Database, Site.Telegram);
        await Site.Stop();
        var metrics = Loopback.FreePort();
        await using var host = await HostProcess.Start(
            database,
            telegram.BaseAddress,
            settings: new Dictionary<string, string?>
            {
                ["Metrics:Port"] = metrics.ToString(CultureInfo.InvariantCulture),
                ["Logging:LogLevel:Default"] = "Information",
                ["Logging:LogLevel:SharedCommunity"] = "Trace",
                ["Logging:LogLevel:System.Net.Http"] = "Trace",
                ["Logging:LogLevel:Polly"] = "Trace",
                ["Logging:LogLevel:Npgsql"] = "Debug",
                ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Debug",
            }
        );
        var salma = new Person(880_900_001, "Salmawahida", "Khatibfarida", LanguageCode: "en");
        var oleh = new Person(880_900_002, "Olehodynoky", "Kovalenkoridna", LanguageCode: "uk");
        await Post(host, TelegramUpdates.GroupMessage(Site.Group.Told.Group, salma, Question));
        await Post(host, TelegramUpdates.PrivateMessage(oleh, Whispered));

        var rania = await OpenAt(host.Address, new("en", Reading.Desk));
        // The host ends before its browser.
        rania.ExpectLostConnections();
        await rania.SignInAs(Site.Rania);
        await rania.OpenQueue(Site.A, Site.Community);
        await rania.OpenInquiry(salma.FirstName);
        await rania.Claim();
        await rania.AnswerBox.FillAsync(Draft);
        await rania.Answer(Answer);
        using var program = Doors.As(host.Address, Site.Rania);
        var queue = (await program.Get($"/api/v1/communities/{Site.Community.Id}/queue"))["items"]!.AsArray();
        var inquiry = queue.Single(item => ((string)item!["text"]!).Contains("whisper", StringComparison.Ordinal))!;
        await program.Post($"/api/v1/inquiries/{inquiry["id"]}/notes", new JsonObject { ["text"] = Note });
        await program.Get($"/api/v1/communities/{Site.Community.Id}/messages?q=confidential");
        await Eventually.Becomes(
            () => Task.FromResult(telegram.Sent),
            sent => sent.Any(message => message.Text.Contains(Answer, StringComparison.Ordinal))
        );
        using var stranger = new HttpClient();
        var figures = await stranger.GetStringAsync(
            new Uri($"http://127.0.0.1:{metrics}/metrics"),
            TestContext.Current.CancellationToken
        );
        var said = string.Join('\n', host.Output);

        // The host did speak, or the search would prove nothing.
        Assert.Contains("SharedCommunity.", said, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration", figures, StringComparison.Ordinal);
        string[] hidden =
        [
            "onfidential",
            salma.FirstName,
            salma.LastName!,
            oleh.FirstName,
            oleh.LastName!,
            Site.Group.Told.Bot.Identity.Token,
            Site.Group.Told.WebhookSecret,
            Site.Rania.Password,
            Site.Rania.ApiKey,
            Site.Rania.Email,
            Site.Rania.DisplayName,
            .. (await rania.Page.Context.CookiesAsync()).Where(cookie => cookie.Value.Length > 16).Select(c => c.Value),
        ];
        foreach (var secret in hidden)
        {
            Assert.DoesNotContain(secret, said, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, figures, StringComparison.OrdinalIgnoreCase);
        }
    }

    private async Task Post(HostProcess host, TelegramUpdate update)
    {
        using var answer = await Site.Telegram.PostTo(
            Site.Group.Told.Hook(host.Address),
            Site.Group.Told.WebhookSecret,
            update
        );
        answer.EnsureSuccessStatusCode();
    }
}
