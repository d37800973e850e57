using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Host.SignIn;

/// <summary>The one-time link by which a person sets a new password.</summary>
public sealed class PasswordResetTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string Action = "/sign-in/reset";

    [Fact]
    public async Task The_link_sets_a_new_password_once()
    {
        var (staff, link) = await Issue();
        using var browser = Browser.Of(host.Address);
        // Opening it, even twice, uses nothing up.
        _ = await browser.Open(link);
        var done = await browser.Send(link, Action, new() { ["password"] = "seven quiet green boats" });
        Assert.Equal("/sign-in", done.Headers.Location?.OriginalString);
        using (await host.SignInAs(staff with { Password = "seven quiet green boats" }))
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => host.SignInAs(staff));
        }

        var again = await browser.Send(link, Action, new() { ["password"] = "another eleven words" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        Assert.Contains(
            "no longer works",
            await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        using var still = await host.SignInAs(staff with { Password = "seven quiet green boats" });
    }

    [Theory]
    [InlineData("short")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    public async Task A_weak_password_is_refused_and_the_link_stays_good(string weak)
    {
        var (staff, link) = await Issue();
        using var browser = Browser.Of(host.Address);
        var refused = await browser.Send(link, Action, new() { ["password"] = weak });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        _ = await browser.Send(link, Action, new() { ["password"] = "seven quiet green boats" });
        using var signedIn = await host.SignInAs(staff with { Password = "seven quiet green boats" });
    }

    [Fact]
    public async Task A_link_opens_no_other_account()
    {
        var (_, link) = await Issue();
        var (other, _) = await Issue();
        using var browser = Browser.Of(host.Address);
        var refused = await browser.Send(
            link,
            Action,
            new() { ["account"] = other.Account.ToString(), ["password"] = "seven quiet green boats" }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var asBefore = await host.SignInAs(other);
    }

    private async Task<(StaffInField Staff, string Link)> Issue()
    {
        var staff = await host.Field.Staff(await host.Field.Agency("West"), Role.Moderator);
        var link = await host
            .Services.GetRequiredService<IAccounts>()
            .IssueResetLink(AccountId.From(staff.Account), TestContext.Current.CancellationToken);
        return (staff, link);
    }
}
