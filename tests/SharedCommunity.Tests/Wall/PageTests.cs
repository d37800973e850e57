using System.Net;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Wall;

/// <summary>
/// Every page of an agency, from the router, opened by those who have no business with our community, by one who reads,
/// and by nobody.
/// </summary>
public sealed class PageTests(HostFixture host, ITestOutputHelper output) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task Outsiders_find_no_page_of_ours_under_any_agency()
    {
        var scene = await Scene.Set(host);
        List<string> failures = [];
        var cases = 0;
        foreach (var (name, staff) in scene.Outsiders)
        {
            using var browser = await host.SignInAs(staff);
            foreach (var page in Pages())
            {
                // As our agency, and our community as one of their own.
                string[] agencies = page.Contains("{community}", StringComparison.Ordinal)
                    ? [scene.Insider.Agency.Slug, staff.Agency.Slug]
                    : [scene.Insider.Agency.Slug];
                foreach (var agency in agencies)
                {
                    var path = Fill(page, agency, scene);
                    using var answer = await browser.Open(path);
                    var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                    cases++;
                    if (answer.StatusCode != HttpStatusCode.NotFound)
                        failures.Add($"{name}: {path} answers {(int)answer.StatusCode}");
                    if (html.Contains(scene.Ours.Id.ToString(), StringComparison.Ordinal))
                        failures.Add($"{name}: {path} names our community");
                }
            }
        }

        output.WriteLine($"{cases} pages as outsiders");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.True(cases >= 4 * Pages().Count, "too few cases to mean anything");
    }

    [Fact]
    public async Task Insiders_find_them_viewers_read_and_nobody_is_asked_to_sign_in()
    {
        var scene = await Scene.Set(host);
        using var insider = await host.SignInAs(scene.Insider);
        using var viewer = await host.SignInAs(scene.Viewer);
        using var nobody = host.Stranger();
        List<string> failures = [];
        foreach (var page in Pages())
        {
            var path = Fill(page, scene.Insider.Agency.Slug, scene);
            using var seen = await insider.Open(path);
            if (seen.StatusCode != HttpStatusCode.OK)
                failures.Add($"the insider: {path} answers {(int)seen.StatusCode}");
            using var read = await viewer.Open(path);
            // A page of settings is for whoever may change them.
            if (read.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Forbidden))
                failures.Add($"the viewer: {path} answers {(int)read.StatusCode}");
            using var asked = await nobody.GetAsync(
                new Uri(path, UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            if (
                asked.StatusCode != HttpStatusCode.Redirect
                || asked.Headers.Location?.ToString().Contains("/sign-in", StringComparison.Ordinal) != true
            )
                failures.Add($"nobody: {path} answers {(int)asked.StatusCode}");
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private IReadOnlyList<string> Pages() =>
        [
            .. host
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
                .Select(endpoint => endpoint.RoutePattern.RawText!)
                .Where(pattern => pattern.StartsWith("/{agency}", StringComparison.Ordinal))
                .Distinct(),
        ];

    private static string Fill(string page, string agency, Scene scene)
    {
        var segments = page.Trim('/').Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            segments[i] = segments[i] switch
            {
                "{agency}" => agency,
                "{community}" => scene.Ours.Slug,
                _ when segments[i].StartsWith('{') => scene.Ids[segments[i - 1]].ToString(),
                var word => word,
            };
        }
        return "/" + string.Join('/', segments);
    }
}
