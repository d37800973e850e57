using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Mail;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Host.Mail;

/// <summary>A mail from the row in a transaction to a server that takes it, and to the page of those who get none.</summary>
public sealed partial class MailTests(MailFixture host) : IClassFixture<MailFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_forgot_the_password_gets_a_link_by_mail_that_works()
    {
        var staff = await host.Field.Staff(await host.Field.Agency("Mail"), Role.Moderator);
        using var browser = Browser.Of(host.Address);
        var asked = await browser.Send("/sign-in/forgotten", "/sign-in/forgotten", new() { ["email"] = staff.Email });
        Assert.Equal("/sign-in/forgotten?sent=1", asked.Headers.Location?.OriginalString);

        var text = await host.MailTo(staff.Email);
        var link = Link().Match(text).Value;
        Assert.StartsWith(host.Address.ToString(), link, StringComparison.Ordinal);
        var path = new Uri(link).PathAndQuery;
        _ = await browser.Send(path, "/sign-in/reset", new() { ["password"] = "nine small loud birds" });
        using var signedIn = await host.SignInAs(staff with { Password = "nine small loud birds" });

        // The owner is told, and the page shows that, and not the link.
        Assert.Contains("changed", await host.MailTo(staff.Email), StringComparison.Ordinal);
        var page = await (await signedIn.Open("/sign-in/notifications")).Content.ReadAsStringAsync(Stop);
        Assert.Contains("Your password was changed", page, StringComparison.Ordinal);
        Assert.DoesNotContain("token=", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_without_an_account_gets_the_same_answer_and_no_mail()
    {
        using var browser = Browser.Of(host.Address);
        var before = await Count();
        var asked = await browser.Send(
            "/sign-in/forgotten",
            "/sign-in/forgotten",
            new() { ["email"] = "nobody@example.org" }
        );
        Assert.Equal("/sign-in/forgotten?sent=1", asked.Headers.Location?.OriginalString);
        Assert.Equal(before, await Count());
    }

    [Fact]
    public async Task A_mail_goes_with_its_transaction_and_only_with_it()
    {
        var staff = await host.Field.Staff(await host.Field.Agency("Rolled"), Role.Moderator);
        var mails = host.Services.GetRequiredService<Mails>();
        var agency = AgencyId.From(staff.Agency.Id);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            host.Work.Run(
                Scope.Agency(agency),
                async (unit, ct) =>
                {
                    await mails.Send(unit, new(AccountId.From(staff.Account), "Never", "never"), ct);
                    throw new InvalidOperationException("no");
                },
                Stop
            )
        );
        await host.Work.Run(
            Scope.Agency(agency),
            (unit, ct) => mails.Send(unit, new(AccountId.From(staff.Account), "Once", "once"), ct),
            Stop
        );
        Assert.Contains("Subject: Once", await host.MailTo(staff.Email), StringComparison.Ordinal);
        Assert.DoesNotContain(await mails.Of(AccountId.From(staff.Account), Stop), mail => mail.Subject == "Never");
    }

    [Fact]
    public async Task What_the_server_refused_is_tried_again_and_goes_once()
    {
        var staff = await host.Field.Staff(await host.Field.Agency("Later"), Role.Moderator);
        host.Smtp.RefuseNext();
        await host
            .Services.GetRequiredService<Mails>()
            .Send(new(AccountId.From(staff.Account), "Again", "again"), Stop);
        await Eventually(async () =>
            await host.Database.Read(
                "select failure from kernel.mails where account_id = $1 and failure is not null",
                row => row.GetString(0),
                staff.Account
            )
                is [_]
        );
        Assert.DoesNotContain(host.Smtp.Received, mail => mail.To == staff.Email);
        // A minute later.
        await host.Database.Administer($"update kernel.mails set next_at = now() where account_id = '{staff.Account}'");
        host.Wake();
        Assert.Contains("Subject: Again", await host.MailTo(staff.Email), StringComparison.Ordinal);
        host.Wake();
        await Task.Delay(300, Stop);
        Assert.DoesNotContain(host.Smtp.Received, mail => mail.To == staff.Email);
    }

    [Fact]
    public async Task A_mail_to_nobody_is_dropped_and_not_tried_again()
    {
        var nobody = AccountId.New();
        await host.Services.GetRequiredService<Mails>().Send(new(nobody, "Nobody", "nobody"), Stop);
        await Eventually(async () =>
            await host.Database.Read(
                "select id from kernel.mails where account_id = $1",
                row => row.GetGuid(0),
                nobody.Value
            )
                is []
        );
    }

    [Fact]
    public async Task A_dump_of_the_database_shows_no_link()
    {
        var staff = await host.Field.Staff(await host.Field.Agency("Dump"), Role.Moderator);
        await host
            .Services.GetRequiredService<Mails>()
            .Send(new(AccountId.From(staff.Account), "Link", "https://x/?token=s3cret", GivesAccess: true), Stop);
        var bodies = await host.Database.Read(
            "select body from kernel.mails where account_id = $1",
            row => Encoding.Latin1.GetString(row.GetFieldValue<byte[]>(0)),
            staff.Account
        );
        Assert.DoesNotContain("s3cret", Assert.Single(bodies), StringComparison.Ordinal);
        _ = await host.MailTo(staff.Email);
        await Eventually(async () =>
            await host.Database.Read(
                "select length(body) from kernel.mails where account_id = $1",
                row => row.GetInt32(0),
                staff.Account
            )
                is [0]
        );
    }

    private async Task<long> Count() =>
        (await host.Database.Read("select count(*) from kernel.mails", row => row.GetInt64(0)))[0];

    private static async Task Eventually(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 100; i++)
        {
            if (await condition())
                return;
            await Task.Delay(100, Stop);
        }

        Assert.Fail("It did not come about within ten seconds.");
    }

    [GeneratedRegex("http://[^ \r\n]+")]
    private static partial Regex Link();
}

/// <summary>A host that has a mail server.</summary>
public sealed class MailFixture : RunningHost, IAsyncLifetime
{
    internal FakeSmtp Smtp { get; } = new();

    protected override IEnumerable<KeyValuePair<string, string?>> Settings() =>
        [
            new("Mail:Host", "127.0.0.1"),
            new("Mail:Port", Smtp.Port.ToString(CultureInfo.InvariantCulture)),
            new("Mail:Security", "None"),
        ];

    /// <summary>The next mail to an address, taken out, with its text decoded.</summary>
    public async Task<string> MailTo(string address)
    {
        for (var i = 0; i < 200; i++)
        {
            for (var n = Smtp.Received.Count; n > 0 && Smtp.Received.TryDequeue(out var mail); n--)
            {
                if (mail.To == address)
                {
                    using var stream = new MemoryStream(Encoding.UTF8.GetBytes(mail.Text));
                    var message = await MimeMessage.LoadAsync(stream, TestContext.Current.CancellationToken);
                    return $"Subject: {message.Subject}\n{message.TextBody}";
                }

                Smtp.Received.Enqueue(mail);
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"No mail to {address}.");
    }

    /// <summary>Has the pump look again.</summary>
    public void Wake() => Services.GetRequiredService<global::SharedCommunity.Kernel.Live.Wakeups>().Wake(Mails.Kind);

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Smtp.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
