using Microsoft.Extensions.FileProviders;

namespace SharedCommunity.Host.Reading;

/// <summary>
/// What a browser may do with our pages: nothing from elsewhere, nothing inline. Turbo's progress bar brings the one
/// style element, admitted by its hash.
/// </summary>
internal static class SecurityHeaders
{
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app, IFileProvider webRoot)
    {
        var policy = Policy(TurboStyle.HashOf(webRoot));
        return app.Use(
            (context, next) =>
            {
                // At the start of the answer: a fault clears what was set before it. What an address sets itself stays.
                context.Response.OnStarting(() => Set(context, policy));
                return next(context);
            }
        );
    }

    private static Task Set(HttpContext context, string policy)
    {
        var headers = context.Response.Headers;
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Referrer-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        // Scalar, the API's own reader (Development only), is written with inline styles and scripts.
        if (!context.Request.Path.StartsWithSegments("/scalar"))
        {
            headers.TryAdd("Content-Security-Policy", policy);
        }

        return Task.CompletedTask;
    }

    public static string Policy(string? styleHash) =>
        "default-src 'self'; script-src 'self'; style-src 'self'"
        + (styleHash is null ? "" : $" '{styleHash}'")
        + "; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
}
