using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Communities.Rules;
using Xunit;

namespace SharedCommunity.Tests.Host;

/// <summary>The words of addresses and the slugs of agencies and communities keep out of each other's way.</summary>
public sealed class RouteWordsTests(HostFixture host) : IClassFixture<HostFixture>
{
    [Fact]
    public void No_agency_can_be_called_as_an_address_begins_and_no_community_as_a_place_of_an_agency()
    {
        var words = Words();
        Assert.Contains("sign-in", words);
        Assert.Contains("referrals", words);
        string[] free = [.. words.Where(word => new Fields().Slug("slug", word).Refusal is null)];
        Assert.True(free.Length == 0, $"Reserve these in {nameof(Fields)}: {string.Join(' ', free)}");
    }

    /// <summary>With this the router's table stays small; see RouteWords.</summary>
    [Theory]
    [InlineData("/sign-in/somewhere/queue")]
    [InlineData("/css/staff")]
    [InlineData("/some-agency/staff/queue")]
    public async Task A_word_of_an_address_is_not_taken_for_a_slug(string path)
    {
        using var nobody = host.Stranger();
        using var answer = await nobody.GetAsync(
            new Uri(path, UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        // Taken for an agency's page, it would ask to sign in.
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private HashSet<string> Words()
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var segments in host
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Select(endpoint => endpoint.RoutePattern.PathSegments)
        )
        foreach (var segment in segments.Take(2))
        {
            if (segment.Parts is not [RoutePatternLiteralPart { Content: var word }])
                continue;
            words.Add(word);
            // What follows a word of the installation's own is no community's place.
            break;
        }
        return words;
    }
}
