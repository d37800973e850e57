using System.Diagnostics;
using System.Text;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Secrets;

/// <summary>A dump of the database alone gives nobody a bot, a webhook, a key or a password.</summary>
public sealed class DumpTests(HostFixture host) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task A_dump_reveals_no_secret()
    {
        var agency = await host.Field.Agency("North");
        var staff = await host.Field.Staff(agency, Role.Moderator);
        var community = await host.Field.Community(agency);
        var group = await host.TelegramGroup(community, agency);
        // The connection works, so its secrets are really there to be found.
        await host.TelegramSays(group, RunningHost.Newcomer(), "Where is the library?");
        await host.InquiryOf(community, staff, "library");

        var dump = await Dump();
        Assert.Contains("Where is the library?", dump, StringComparison.Ordinal);
        var token = group.Bot.Identity.Token;
        string[] secrets =
        [
            token,
            token[(token.IndexOf(':') + 1)..],
            group.WebhookSecret,
            staff.ApiKey,
            staff.Password,
        ];
        foreach (var secret in secrets)
        foreach (var written in Written(secret))
            Assert.False(dump.Contains(written, StringComparison.OrdinalIgnoreCase), $"The dump holds {written}.");
        // The keys that protect the tokens lie in the database wrapped by a certificate that does not.
        Assert.Contains("EncryptedKey", dump, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", dump, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", dump, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_lay_open_would_be_found()
    {
        const string Secret = "4711:AAH-in-the-open";
        await host.Database.Administer(
            "create table public.open (plain text, bytes bytea)",
            $"insert into public.open values (null, '\\x{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Secret))}')"
        );
        var dump = await Dump();
        Assert.Contains(Written(Secret), written => dump.Contains(written, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>As text, as the hex of a bytea, and as Base64 wherever in it the secret may begin.</summary>
    private static IEnumerable<string> Written(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        yield return secret;
        yield return Convert.ToHexString(bytes);
        for (var shift = 0; shift < 3; shift++)
        {
            var shifted = Convert.ToBase64String([.. new byte[shift], .. bytes]);
            // The characters at either end depend on what stands beside the secret.
            var inner = shifted[(shift == 0 ? 0 : 4)..^4];
            if (inner.Length >= 12)
                yield return inner;
        }
    }

    private async Task<string> Dump()
    {
        var start = new ProcessStartInfo(
            Path.Combine(TestCluster.Binaries, "pg_dump"),
            ["--dbname", host.Database.Superuser, "--inserts"]
        )
        {
            RedirectStandardOutput = true,
        };
        using var dump = Process.Start(start)!;
        var text = await dump.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await dump.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, dump.ExitCode);
        return text;
    }
}
