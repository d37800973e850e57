using System.Text.Unicode;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.WebEncoders;
using Microsoft.Net.Http.Headers;
using SharedCommunity.Host.Live;
using SharedCommunity.Host.Texts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Localisation;
using SharedCommunity.Kernel.Pages;

namespace SharedCommunity.Host.Pages;

/// <summary>Brings the pages into the host.</summary>
internal static class ConsolePages
{
    // Programs read these; a page in words would be of no use to them.
    private static readonly string[] ForPrograms = ["/api", "/hooks", "/health", "/live", "/metrics", "/openapi"];

    public static IServiceCollection AddConsolePages(this IServiceCollection services)
    {
        services.AddReaderTexts();
        services.AddRazorComponents();
        // Arabic as Arabic, not as six characters for each letter.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new(UnicodeRanges.All));
        services.AddHttpContextAccessor();
        services.AddSingleton(new PageShell(typeof(ConsoleLayout), typeof(PublicLayout)));
        services.AddSingleton(new RefusalTexts(typeof(HostTexts)));
        services.AddSingleton<Navigation>();
        services.AddSingleton<WatchCommunities>();
        services.AddSingleton<LiveStream>();
        services.AddSingleton(new RefusalTexts(typeof(SignInTexts)));
        services.AddScoped<PageFrame>();
        return services;
    }

    /// <summary>Every page of the host and of the modules at its address, and the stream that keeps them fresh.</summary>
    public static void MapConsolePages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRazorComponents<App>().AddAdditionalAssemblies(Modules.Assemblies).WordsAreNoValues();
        LiveStream.Map(endpoints);
    }

    /// <summary>An answer that has a status and no body gets a page in words, and so does a fault.</summary>
    public static IApplicationBuilder UseStatusPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandler = context => Show(context, context.Response.StatusCode),
                // The page that failed has used its scope's services up.
                CreateScopeForErrors = true,
            }
        );
        return app.Use(
            async (context, next) =>
            {
                await next(context);
                var response = context.Response;
                if (
                    response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null }
                    && !IsForPrograms(context.Request.Path)
                )
                {
                    // A page that found nothing has used its scope's services up.
                    var before = context.RequestServices;
                    await using var fresh = before.CreateAsyncScope();
                    context.RequestServices = fresh.ServiceProvider;
                    await Show(context, response.StatusCode);
                    context.RequestServices = before;
                }
            }
        );
    }

    private static Task Show(HttpContext context, int status)
    {
        if (IsForPrograms(context.Request.Path))
        {
            return Results.Problem(statusCode: status).ExecuteAsync(context);
        }

        // A page that found nothing has begun to answer already: the framework adds its mark again.
        context.Response.Headers.Remove("blazor-enhanced-nav");
        context.Response.Headers[HeaderNames.CacheControl] = "no-cache, no-store";
        return new RazorComponentResult<StatusPage>(new { Code = status }) { StatusCode = status }.ExecuteAsync(
            context
        );
    }

    private static bool IsForPrograms(PathString path) => ForPrograms.Any(prefix => path.StartsWithSegments(prefix));
}
