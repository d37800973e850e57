using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Kernel.Http;

/// <summary>The JSON door of a use case.</summary>
internal static class ApiDoor
{
    public static async Task<IResult> Answer<TRequest, TSubject, TResult>(
        HttpContext context,
        UseCase<TRequest, TSubject, TResult> useCase,
        ApiRouteAttribute route
    )
        where TRequest : notnull
        where TSubject : class
    {
        var services = context.RequestServices;
        var problems = services.GetRequiredService<Problems>();
        // What is a member's must not linger in a cache on the way.
        context.Response.Headers.CacheControl = "no-store";
        var caller = await services.GetRequiredService<CallerSource>().Of(context, useCase.Needs.Reach);
        if (!caller.IsDone)
        {
            return problems.Json(caller.Refusal);
        }

        var request = await RequestBinder.Bind<TRequest>(context, null);
        if (!request.IsDone)
        {
            return problems.Json(request.Refusal);
        }

        var outcome = await services
            .GetRequiredService<UseCaseRunner>()
            .Run(
                useCase,
                request.Value,
                caller.Value,
                context.Request.Headers["Idempotency-Key"].FirstOrDefault(),
                context.RequestAborted
            );
        if (!outcome.IsDone)
        {
            return problems.Json(outcome.Refusal);
        }

        return outcome.Value is Done
            ? Results.NoContent()
            : Results.Json(
                outcome.Value,
                KernelJson.Options,
                statusCode: route.Creates ? StatusCodes.Status201Created : StatusCodes.Status200OK
            );
    }
}
