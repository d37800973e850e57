using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Host;

/// <summary>
/// An installation as somebody tries it on their own machine: no settings, a private database, the demo; then killed,
/// started again, backed up, restored elsewhere.
/// </summary>
public sealed class InstallationTests(InstallationFixture first) : IClassFixture<InstallationFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void The_demo_file_is_for_its_owner_only_and_the_console_shows_no_secret()
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Owner, File.GetUnixFileMode(first.Installation.DemoFile));
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(first.Installation.DataFolder));
        var console = string.Join('\n', first.Installation.Output);
        Assert.Contains(first.Installation.DemoFile, console, StringComparison.Ordinal);
        foreach (var staff in first.Installation.Staff)
        {
            Assert.DoesNotContain(staff.GetProperty("password").GetString()!, console, StringComparison.Ordinal);
            Assert.DoesNotContain(staff.GetProperty("apiKey").GetString()!, console, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_demo_has_three_agencies_with_every_role_one_that_co_hosts_nothing_and_a_referral_partner()
    {
        var demo = first.Installation.Demo;
        var roles = demo.GetProperty("agencies").EnumerateArray().Select(a => a.GetProperty("role").GetString());
        Assert.Equal(["lead", "coHost", "coHost", null, "referralPartner"], roles);
        foreach (
            var role in new[]
            {
                "agencyAdministrator",
                "communityAdministrator",
                "moderator",
                "caseWorker",
                "evaluator",
                "viewer",
            }
        )
            Assert.Equal(
                3,
                first.Installation.Staff.Count(s =>
                    Has(s, role) && AgencyOf(s) is "harbour" or "maple-bridge" or "accueil-nord"
                )
            );
        Assert.Equal(
            ["agencyAdministrator", "caseWorker"],
            first
                .Installation.Staff.Where(s => AgencyOf(s) == "kettle-island")
                .Select(s => s.GetProperty("roles")[0].GetString())
        );
        foreach (var staff in first.Installation.Staff)
        {
            using var http = first.Installation.As(staff);
            var me = await http.GetFromJsonAsync<JsonElement>("api/v1/me", Stop);
            Assert.Equal(staff.GetProperty("email").GetString(), me.GetProperty("email").GetString());
        }
    }

    [Fact]
    public async Task Its_referrals_stand_in_every_state_in_and_out_on_every_ground_and_took_their_days()
    {
        async Task<List<JsonElement>> Referrals(string agency, string role, string direction)
        {
            using var http = first.Installation.As(first.Installation.Of(agency, role));
            var page = await http.GetFromJsonAsync<JsonElement>(
                $"api/v1/referrals?direction={direction}&limit=100",
                Stop
            );
            return [.. page.GetProperty("items").EnumerateArray()];
        }
        static List<string> All(IEnumerable<JsonElement> referrals, Func<JsonElement, string?> what) =>
            [.. referrals.Select(what).Distinct().Order(StringComparer.Ordinal).Select(one => one ?? "none")];
        static string? StateOf(JsonElement referral) => referral.GetProperty("state").GetString();

        var sent = await Referrals("harbour", "moderator", "out");
        Assert.Equal(
            ["accepted", "acknowledged", "completed", "contactMade", "declined", "lapsed", "withdrawn"],
            All(sent, StateOf)
        );
        var came = await Referrals("kettle-island", "caseWorker", "in");
        Assert.Contains("redirected", All(came, StateOf));
        Assert.Equal(["acknowledged", "completed"], All(await Referrals("harbour", "caseWorker", "in"), StateOf)[1..]);
        var grounds = All(
            came,
            one =>
                one.GetProperty("consent") is { ValueKind: JsonValueKind.Object } consent
                    ? consent.GetProperty("ground").GetString()
                    : null
        );
        Assert.Equal(["none", "emergency", "given", "implied"], grounds);
        var outcomes = All(
            came.Where(one => StateOf(one) == "completed"),
            one => one.GetProperty("outcome").GetString()
        );
        Assert.Equal(["helped", "notEligible", "partly"], outcomes);

        var oldest = sent.Single(one => StateOf(one) == "lapsed");
        var took = oldest.GetProperty("stateAt").GetDateTimeOffset() - oldest.GetProperty("sentAt").GetDateTimeOffset();
        Assert.InRange(took, TimeSpan.FromDays(7), TimeSpan.FromDays(9));
        Assert.All(
            sent.Concat(came),
            one => Assert.True(one.GetProperty("stateAt").GetDateTimeOffset() <= TimeProvider.System.GetUtcNow())
        );
    }

    [Fact]
    public async Task Its_people_sign_in_and_its_questions_wait_in_the_queue_of_the_co_hosts_alone()
    {
        var moderator = first.Installation.Of("maple-bridge", "moderator");
        using var browser = Browser.Of(first.Installation.Address);
        var signedIn = await browser.Send(
            "/sign-in",
            "/sign-in",
            new()
            {
                ["email"] = moderator.GetProperty("email").GetString()!,
                ["password"] = moderator.GetProperty("password").GetString()!,
            }
        );
        Assert.Equal("/", signedIn.Headers.Location?.OriginalString);

        var queue = await first.Installation.Queue(moderator, 15);
        Assert.Contains(queue, text => text.Contains('؟', StringComparison.Ordinal));
        Assert.Contains(queue, text => text.StartsWith("Où trouver", StringComparison.Ordinal));
        using var stranger = first.Installation.As(first.Installation.Of("riverside-legal", "moderator"));
        var refused = await stranger.GetAsync(first.Installation.QueueAddress, Stop);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task In_the_demo_an_answer_counts_as_sent()
    {
        var moderator = first.Installation.Of("accueil-nord", "moderator");
        await first.Installation.Queue(moderator, 15);
        using var http = first.Installation.As(moderator);
        var queue = await http.GetFromJsonAsync<JsonElement>($"{first.Installation.QueueAddress}?language=fr", Stop);
        var inquiry = queue.GetProperty("items")[0];
        using var answered = await http.PostAsJsonAsync(
            $"api/v1/inquiries/{inquiry.GetProperty("id")}/answer",
            new { text = "Écrivez au 1 888 242-2100.", version = inquiry.GetProperty("version").GetInt32() },
            Stop
        );
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        var clock = Stopwatch.StartNew();
        object? state;
        do
        {
            await Task.Delay(200, Stop);
            state = await first.Installation.AsOwner(
                $"select d.state from channels.deliveries d join moderation.answers a on a.delivery_id = d.id where a.inquiry_id = '{inquiry.GetProperty("id")}'"
            );
        } while (state is not "Sent" && clock.Elapsed < TimeSpan.FromSeconds(30));

        Assert.Equal("Sent", state);
    }

    [Fact]
    public async Task Setup_demo_and_other_environments_are_refused_once_the_demo_lives_here()
    {
        var setup = await first.Installation.Command("setup", "--email", "somebody@example.org");
        Assert.Equal(1, setup.ExitCode);
        Assert.Contains("platform administrator already", setup.Error, StringComparison.Ordinal);
        var demo = await first.Installation.Command("demo");
        Assert.Equal(1, demo.ExitCode);
        Assert.Contains("agencies already", demo.Error, StringComparison.Ordinal);
        var production = await first.Installation.Command("--environment", "Production");
        Assert.Equal(1, production.ExitCode);
        Assert.Contains("demo's agencies", production.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_made_on_the_command_line_acts_as_its_owner()
    {
        var viewer = first.Installation.Of("harbour", "viewer");
        var email = viewer.GetProperty("email").GetString()!;
        var made = await first.Installation.Command("api-key", "create", "--email", email, "--agency", "harbour");
        Assert.Equal(0, made.ExitCode);
        using var http = new HttpClient { BaseAddress = first.Installation.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", made.Output.Trim());
        var me = await http.GetFromJsonAsync<JsonElement>("api/v1/me", Stop);
        Assert.Equal(email, me.GetProperty("email").GetString());
    }

    [Fact]
    public async Task A_backup_is_restored_into_an_empty_folder_and_nothing_is_missing()
    {
        var moderator = first.Installation.Of("harbour", "moderator");
        var queue = await first.Installation.Queue(moderator, 15);
        // The demo's bot has nobody to send to, so a delivery is made to wait by hand, until the backup is made: nothing
        // overtakes it in its conversation.
        var waiting = (Guid)
            (
                await first.Installation.AsOwner(
                    """
                    update channels.deliveries set state = 'Waiting', due_at = now() + interval '1 day'
                    where id = (select max(id::text)::uuid from channels.deliveries where state = 'Sent') returning id
                    """
                )
            )!;
        var file = Path.Combine(first.Folder, "all.backup");
        var passphrase = Path.Combine(first.Folder, "passphrase");
        await File.WriteAllTextAsync(passphrase, "five dull brown boots\n", Stop);
        var backup = await first.Installation.Command("backup", "--to", file, "--passphrase-file", passphrase);
        await first.Installation.AsOwner(
            $"update channels.deliveries set state = 'Sent' where id = '{waiting}' returning id"
        );
        Assert.True(backup.ExitCode == 0, backup.Error);
        var stored = await File.ReadAllBytesAsync(file, Stop);
        Assert.True(stored.AsSpan().IndexOf(Encoding.UTF8.GetBytes("Où trouver")) < 0);

        await using var second = new Installation(Path.Combine(first.Folder, "second"));
        var wrong = Path.Combine(first.Folder, "wrong");
        await File.WriteAllTextAsync(wrong, "five dull brown boats\n", Stop);
        Assert.Equal(1, (await second.Command("restore", "--from", file, "--passphrase-file", wrong)).ExitCode);
        var restore = await second.Command("restore", "--from", file, "--passphrase-file", passphrase);
        Assert.True(restore.ExitCode == 0, restore.Error);
        var twice = await second.Command("restore", "--from", file, "--passphrase-file", passphrase);
        Assert.Equal(1, twice.ExitCode);

        await second.Start();
        // It may have gone after the backup was made: a person decides, nothing is sent by itself.
        var waited = await second.AsOwner($"select state from channels.deliveries where id = '{waiting}'");
        Assert.True(waited is "Unknown" or "Attempted", $"{waited}");
        Assert.Equal(queue, await second.Queue(moderator, queue.Count));
        // The bot's secrets open with the keys that came along.
        Assert.Equal(HttpStatusCode.OK, await second.TelegramSays("Is the library open on Sunday?"));
    }

    private static bool Has(JsonElement staff, string role) =>
        staff.GetProperty("roles").EnumerateArray().Any(r => r.GetString() == role);

    private static string? AgencyOf(JsonElement staff) => staff.GetProperty("agency").GetString();
}

/// <summary>Killing changes what others see, so it has an installation of its own.</summary>
public sealed class KilledInstallationTests
{
    [Fact]
    public async Task A_host_killed_outright_is_started_again_on_the_database_that_it_left_running()
    {
        var folder = Directory.CreateTempSubdirectory("sc-killed-").FullName;
        await using (var installation = new Installation(folder))
        {
            await installation.Start();
            var moderator = installation.Of("harbour", "moderator");
            var queue = await installation.Queue(moderator, 15);
            await installation.Kill();
            var left = SharedCommunity.Host.Postgres.PostmasterPid.Read(
                Path.Combine(installation.DataFolder, "postgres")
            );
            Assert.NotNull(left);

            var clock = Stopwatch.StartNew();
            await installation.Start();
            TestContext.Current.TestOutputHelper?.WriteLine($"ready again after {clock.Elapsed}");
            Assert.Contains(installation.Output, line => line.Contains("runs already", StringComparison.Ordinal));
            Assert.Equal(queue, await installation.Queue(moderator, queue.Count));
            await installation.Terminate();
            Assert.Null(
                SharedCommunity.Host.Postgres.PostmasterPid.Read(Path.Combine(installation.DataFolder, "postgres"))
            );
        }

        Directory.Delete(folder, recursive: true);
    }
}
