using System.Net;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Host;

/// <summary>The host as it runs: health, who may come in, in this process and as one of its own.</summary>
public sealed class RunningHostTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly Uri Me = new("/api/v1/me", UriKind.Relative);

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task It_answers(string path)
    {
        using var stranger = host.Stranger();
        var answer = await stranger.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Figures_are_not_served_on_the_public_port()
    {
        using var stranger = host.Stranger();
        var answer = await stranger.GetAsync(
            new Uri("/metrics", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_key_acts_as_its_owner_and_nobody_comes_in_without_one()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var staff = await host.Field.Staff(await host.Field.Agency("North"), Role.Moderator);
        using var known = host.As(staff);
        Assert.Equal(HttpStatusCode.OK, (await known.GetAsync(Me, cancellation)).StatusCode);
        using var stranger = host.Stranger();
        var refused = await stranger.GetAsync(Me, cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("unauthenticated", await refused.Code());
    }

    [Fact]
    public async Task A_staff_member_signs_in_through_the_page()
    {
        var staff = await host.Field.Staff(await host.Field.Agency("South"), Role.Moderator);
        using var browser = await host.SignInAs(staff);
        var home = await browser.Open("/");
        Assert.Equal($"/{staff.Agency.Slug}?begin=1", home.Headers.Location?.ToString());
    }

    [Fact]
    public async Task It_starts_as_a_process_is_killed_and_starts_again()
    {
        for (var i = 0; i < 2; i++)
        {
            await using var process = await HostProcess.Start(host.Database, host.Telegram.BaseAddress);
            Assert.True(process.WorkingSet > 0);
            await process.Kill();
        }
    }
}
