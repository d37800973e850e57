using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Kernel.Http;

/// <summary>A form that was refused: the page shows the refusal in words and all that was typed.</summary>
/// <param name="Action">The address that the form was sent to.</param>
/// <param name="Refusal">Why not.</param>
/// <param name="Typed">What was typed, by field.</param>
public sealed record RefusedForm(string Action, Refusal Refusal, IFormCollection Typed)
{
    /// <summary>The form that was refused in this request, if one was.</summary>
    public static RefusedForm? Of(HttpContext? context) => context?.Items[typeof(RefusedForm)] as RefusedForm;
}

/// <summary>What a form has made and what is shown this once: a link, a key, a preview.</summary>
/// <param name="Action">The address that the form was sent to.</param>
/// <param name="Result">The use case's result.</param>
/// <param name="Typed">What was typed, by field.</param>
public sealed record ShownOnce(string Action, object Result, IFormCollection Typed)
{
    /// <summary>What was made in this request, if something was.</summary>
    public static ShownOnce? Of(HttpContext? context) => context?.Items[typeof(ShownOnce)] as ShownOnce;
}

/// <summary>
/// The form door of a use case: 303 back to the page when done; else the same page again, with the refusal's status.
/// A form carries <c>returnTo</c> (the address of the page that it stands on) and <c>key</c> (its idempotency key).
/// </summary>
public static class FormDoor
{
    private const string TurboStream = "text/vnd.turbo-stream.html";

    internal static async Task<IResult> Answer<TRequest, TSubject, TResult>(
        HttpContext context,
        UseCase<TRequest, TSubject, TResult> useCase
    )
        where TRequest : notnull
        where TSubject : class
    {
        var services = context.RequestServices;
        var (form, lapsed) = await Read(context);
        if (lapsed)
        {
            return PageAgain(context, new Refusal("form_lapsed", RefusalKind.Conflict), form);
        }

        var caller = await services.GetRequiredService<CallerSource>().Of(context, useCase.Needs.Reach);
        if (!caller.IsDone)
        {
            return PageAgain(context, caller.Refusal, form);
        }

        var request = await RequestBinder.Bind<TRequest>(context, form);
        if (!request.IsDone)
        {
            return PageAgain(context, request.Refusal with { Kind = RefusalKind.Invalid }, form);
        }

        var outcome = await services
            .GetRequiredService<UseCaseRunner>()
            .Run(useCase, request.Value, caller.Value, form["key"].FirstOrDefault(), context.RequestAborted);
        if (!outcome.IsDone)
        {
            return PageAgain(context, outcome.Refusal, form);
        }

        // A redirect would lose what is shown once; the page shows it instead, and nothing keeps it. So it is with what
        // a form only asked to see. Turbo shows no page that answers a form with 200.
        var status =
            useCase.ReadsOnly
            && context.Request.Headers.Accept.ToString().Contains(TurboStream, StringComparison.Ordinal)
                ? StatusCodes.Status422UnprocessableEntity
                : StatusCodes.Status200OK;
        return
            (useCase.HoldsSecret || useCase.ReadsOnly)
            && Page(context, form, new ShownOnce(context.Request.Path, outcome.Value!, form), status) is { } shown
            ? shown
            : new SeeOther(ReturnTo(context, form));
    }

    /// <summary>
    /// Reads a form, one with a lapsed token too: nothing is done with it, but what was typed is shown again.
    /// </summary>
    public static async Task<(IFormCollection Form, bool Lapsed)> Read(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var lapsed = context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false };
        if (lapsed)
        {
            // With it in place the framework refuses to read the form at all.
            context.Features.Set<IAntiforgeryValidationFeature>(null);
        }

        return (await context.Request.ReadFormAsync(context.RequestAborted), lapsed);
    }

    /// <summary>Shows the page on which the form stood, with the refusal and what was typed.</summary>
    public static IResult PageAgain(HttpContext context, Refusal refusal, IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(refusal);
        var refused = new RefusedForm(context.Request.Path, refusal, form);
        return Page(context, form, refused, Problems.StatusOf(refusal.Kind))
            ?? context.RequestServices.GetRequiredService<Problems>().Json(refusal);
    }

    /// <summary>The page on which the form stood, with what came of the form; null if it stood on none of ours.</summary>
    private static RazorComponentResult? Page(HttpContext context, IFormCollection form, object came, int status)
    {
        var address = ReturnTo(context, form);
        var split = address.IndexOf('?', StringComparison.Ordinal);
        var path = split < 0 ? address : address[..split];
        if (!TryFindPage(context, path, out var page, out var values))
        {
            return null;
        }

        context.Items[came.GetType()] = came;
        // The page reads its state from its own address, so the request takes that address on.
        context.Request.Path = path;
        context.Request.QueryString = split < 0 ? QueryString.Empty : new QueryString(address[split..]);
        return new RazorComponentResult(page, values) { StatusCode = status };
    }

    private static string ReturnTo(HttpContext context, IFormCollection form)
    {
        // A button may lead elsewhere than its form: it is said after what the form says.
        var address = form["returnTo"].LastOrDefault() ?? "";
        return SiteAddress.IsHere(address) ? address : $"/{context.GetRouteValue("agency")}";
    }

    private static bool TryFindPage(
        HttpContext context,
        string path,
        [NotNullWhen(true)] out Type? page,
        out Dictionary<string, object?> values
    )
    {
        // The most exact template first: /sign-in is also an /{agency}.
        var pages = context
            .RequestServices.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .OrderBy(endpoint => endpoint.RoutePattern.InboundPrecedence);
        foreach (var endpoint in pages)
        {
            if (
                endpoint is { RoutePattern.RawText: { } template }
                && endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is { } component
            )
            {
                RouteValueDictionary found = [];
                if (new TemplateMatcher(TemplateParser.Parse(template), []).TryMatch(path, found))
                {
                    page = component.Type;
                    values = found.ToDictionary(v => v.Key, v => v.Value);
                    return true;
                }
            }
        }

        (page, values) = (null, []);
        return false;
    }

    private sealed class SeeOther(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }
}
