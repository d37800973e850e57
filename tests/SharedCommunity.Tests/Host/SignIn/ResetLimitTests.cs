using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Host.SignIn;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using SharedCommunity.Tests.Host.Mail;
using Xunit;

namespace SharedCommunity.Tests.Host.SignIn;

/// <summary>Forgotten passwords: how many links go out, and that nobody learns from the answer which did.</summary>
public sealed class ResetLimitTests(MailFixture host) : IClassFixture<MailFixture>
{
    [Fact]
    public async Task An_account_and_an_address_get_few_links_and_always_the_same_answer()
    {
        var staff = await host.Field.Staff(await host.Field.Agency("Limits"), Role.Moderator);
        using var browser = Browser.Of(host.Address);
        async Task Ask(string email)
        {
            var asked = await browser.Send("/sign-in/forgotten", "/sign-in/forgotten", new() { ["email"] = email });
            Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
            Assert.Equal("/sign-in/forgotten?sent=1", asked.Headers.Location?.OriginalString);
        }

        for (var i = 0; i < ResetLimits.PerAccount + 2; i++)
            await Ask(staff.Email);
        Assert.Equal(ResetLimits.PerAccount, await Links(staff));

        // An hour later the account may be written to again; this address has asked enough after some more.
        await host.Database.Administer("update kernel.mails set created_at = created_at - interval '61 minutes'");
        for (var i = 0; i < ResetLimits.PerAddress; i++)
            await Ask($"nobody-{i}@example.org");
        await Ask(staff.Email);
        Assert.Equal(ResetLimits.PerAccount, await Links(staff));
    }

    [Fact]
    public void Addresses_of_one_network_count_together_and_others_do_not()
    {
        using var limits = ActivatorUtilities.CreateInstance<ResetLimits>(host.Services);
        for (var i = 1; i <= ResetLimits.PerAddress; i++)
            Assert.True(limits.Allows(IPAddress.Parse($"2001:db8:1:2::{i:x}")));
        Assert.False(limits.Allows(IPAddress.Parse("2001:db8:1:2:ffff::1")));
        Assert.True(limits.Allows(IPAddress.Parse("2001:db8:1:3::1")));
        Assert.True(limits.Allows(IPAddress.Parse("203.0.113.7")));
        Assert.True(limits.Allows(null));
    }

    private async Task<long> Links(StaffInField staff) =>
        (
            await host.Database.Read(
                "select count(*) from kernel.mails where account_id = $1 and gives_access",
                row => row.GetInt64(0),
                staff.Account
            )
        )[0];
}
