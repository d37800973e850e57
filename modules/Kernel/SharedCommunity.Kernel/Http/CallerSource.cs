using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Kernel.Http;

/// <summary>
/// Tells who asks: the cookie or key names the account, the address (or the key) names the agency. Says nothing about
/// rights.
/// </summary>
public sealed class CallerSource(Work work)
{
    /// <summary>The claim that holds the account's id.</summary>
    public const string AccountClaim = "sc:account";

    /// <summary>The claim that holds the id of the one agency that an API key acts for.</summary>
    public const string AgencyClaim = "sc:agency";

    // A slug never changes hands, so a hit may be kept; a miss may not.
    private readonly ConcurrentDictionary<string, AgencyId> _slugs = new(StringComparer.Ordinal);

    /// <summary>The account that is signed in, if any.</summary>
    public static AccountId? AccountOf(ClaimsPrincipal user) =>
        user?.FindFirst(AccountClaim)?.Value is { } text && AccountId.TryParse(text, out var id) ? id : null;

    /// <summary>The caller of a request, for a permission of this reach.</summary>
    public async Task<Outcome<Caller>> Of(HttpContext context, Reach reach)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (AccountOf(context.User) is not { } account)
        {
            return Refusal.Unauthenticated;
        }

        if (reach == Reach.Platform)
        {
            return new Caller.Platform(account);
        }

        if (context.User.FindFirst(AgencyClaim)?.Value is { } bound && AgencyId.TryParse(bound, out var agency))
        {
            return new Caller.Staff(account, agency);
        }

        var slug = context.GetRouteValue("agency") as string ?? context.Request.Headers["X-Agency"].FirstOrDefault();
        if (string.IsNullOrEmpty(slug))
        {
            return Refusal.AgencyRequired;
        }

        return await AgencyBySlug(slug, context.RequestAborted) is { } found
            ? new Caller.Staff(account, found)
            : Refusal.NotFound;
    }

    /// <summary>The agency that a slug names, if there is one.</summary>
    public async Task<AgencyId?> AgencyBySlug(string slug, CancellationToken ct)
    {
        if (_slugs.TryGetValue(slug, out var known))
        {
            return known;
        }

        var ids = await work.Call(
            "communities.agency_by_slug",
            [slug],
            row => row.IsDBNull(0) ? (AgencyId?)null : AgencyId.From(row.GetGuid(0)),
            ct
        );
        if (ids is not [{ } agency])
        {
            return null;
        }

        _slugs[slug] = agency;
        return agency;
    }
}
