using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.AspNetCore.Routing.Patterns;

namespace SharedCommunity.Kernel.Http;

/// <summary>
/// A word of an address is never a value: no agency is called "sign-in", no id is "create". The router does not know that,
/// and follows both ways at every word, until its table holds every mixture of all addresses: 55,000 endpoints and 60 MB.
/// </summary>
public static class RouteWords
{
    private static readonly WordIsNoValue Policy = new();

    /// <summary>Tells the router so for all addresses of a group.</summary>
    public static TBuilder WordsAreNoValues<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Add(endpoint =>
        {
            if (endpoint is RouteEndpointBuilder { RoutePattern: { Parameters.Count: > 0 } pattern } route)
                route.RoutePattern = RoutePatternFactory.Pattern(
                    pattern.RawText,
                    defaults: new RouteValueDictionary(pattern.Defaults),
                    parameterPolicies: new RouteValueDictionary(
                        pattern.Parameters.Select(parameter => new KeyValuePair<string, object?>(
                            parameter.Name,
                            Policy
                        ))
                    ),
                    pattern.PathSegments
                );
        });
        return builder;
    }

    /// <summary>Asked while the router's table is built, never while a request is answered.</summary>
    private sealed class WordIsNoValue : IParameterLiteralNodeMatchingPolicy
    {
        public bool MatchesLiteral(string parameterName, string literal) => false;
    }
}
