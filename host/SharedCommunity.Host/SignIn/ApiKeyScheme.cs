using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Host.SignIn;

internal sealed class ApiKeyOptions : AuthenticationSchemeOptions;

/// <summary>
/// <c>Authorization: Bearer sck_…</c>: the key names one staff membership and acts as that person. Only its hash is
/// compared, by an index.
/// </summary>
internal sealed class ApiKeyScheme(
    IOptionsMonitor<ApiKeyOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    Work work,
    Problems problems
) : AuthenticationHandler<ApiKeyOptions>(options, logger, encoder)
{
    public const string Name = "ApiKey";
    private const string Bearer = "Bearer ";
    private const string KeyPrefix = "sck_";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        var key = header[Bearer.Length..].Trim();
        if (!key.StartsWith(KeyPrefix, StringComparison.Ordinal))
        {
            return AuthenticateResult.Fail("Not a key of ours.");
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        var found = await work.Call(
            "communities.api_key_by_hash",
            [hash],
            row => (Account: row.GetGuid(0), Agency: row.GetGuid(1)),
            Context.RequestAborted
        );
        if (found is not [var (account, agency)])
        {
            return AuthenticateResult.Fail("No such key.");
        }

        var identity = new ClaimsIdentity(
            [
                new Claim(CallerSource.AccountClaim, account.ToString()),
                new Claim(CallerSource.AgencyClaim, agency.ToString()),
            ],
            Name
        );
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return problems.Json(Refusal.Unauthenticated).ExecuteAsync(Context);
    }
}
