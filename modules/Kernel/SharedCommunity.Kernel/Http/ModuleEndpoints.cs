using System.Reflection;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Kernel.Http;

/// <summary>Where modules map their addresses. Every use case has two doors at the most, with one mapping.</summary>
/// <param name="Root">The whole site, for hooks and the like.</param>
/// <param name="Api"><c>/api/v1</c>: bearer only.</param>
/// <param name="Console">Pages and forms: cookie only.</param>
public sealed record ModuleEndpoints(IEndpointRouteBuilder Root, RouteGroupBuilder Api, RouteGroupBuilder Console)
{
    private static readonly MethodInfo MapOneMethod = typeof(ModuleEndpoints).GetMethod(
        nameof(MapOne),
        BindingFlags.Instance | BindingFlags.NonPublic
    )!;

    /// <summary>Maps every use case of an assembly to the addresses that its attributes name.</summary>
    public void MapUseCases(Assembly assembly)
    {
        foreach (var type in UseCaseServices.UseCasesOf(assembly))
        {
            MapOneMethod
                .MakeGenericMethod(UseCaseServices.Shape(type))
                .Invoke(this, [Root.ServiceProvider.GetRequiredService(type)]);
        }
    }

    private void MapOne<TRequest, TSubject, TResult>(UseCase<TRequest, TSubject, TResult> useCase)
        where TRequest : notnull
        where TSubject : class
    {
        var type = useCase.GetType();
        foreach (var route in type.GetCustomAttributes<ApiRouteAttribute>())
        {
            var endpoint = Api.MapMethods(
                    route.Path,
                    [route.Method],
                    (Delegate)((HttpContext context) => ApiDoor.Answer(context, useCase, route))
                )
                .WithName(
                    type.Name + (type.GetCustomAttributes<ApiRouteAttribute>().First() == route ? "" : route.Method)
                )
                .WithSummary(route.Summary)
                .WithTags(route.Path.Split('/')[0])
                .WithMetadata(useCase)
                // "/{agency}/{community}/…" fits "/api/v1/…" too, and order comes before precision.
                .WithOrder(-2)
                .ProducesProblem(StatusCodes.Status404NotFound);
            if (typeof(TResult) == typeof(Done))
            {
                endpoint.Produces(StatusCodes.Status204NoContent);
            }
            else
            {
                endpoint.Produces<TResult>(route.Creates ? StatusCodes.Status201Created : StatusCodes.Status200OK);
            }

            if (route.Method != HttpMethods.Get)
            {
                endpoint.Accepts<TRequest>("application/json");
            }
        }

        foreach (var route in type.GetCustomAttributes<FormRouteAttribute>())
        {
            Console
                .MapPost(route.Path, (Delegate)((HttpContext context) => FormDoor.Answer(context, useCase)))
                .WithMetadata(useCase, new RequireAntiforgeryTokenAttribute(true))
                // A page at the same address takes posts too; the form comes first.
                .WithOrder(-1)
                .ExcludeFromDescription();
        }
    }
}

/// <summary>Registers use cases.</summary>
public static class UseCaseServices
{
    /// <summary>Registers every use case of an assembly, one instance each.</summary>
    public static IServiceCollection AddUseCases(this IServiceCollection services, Assembly assembly)
    {
        foreach (var type in UseCasesOf(assembly))
        {
            services.AddSingleton(type);
        }

        return services;
    }

    /// <summary>The use cases of an assembly.</summary>
    public static IEnumerable<Type> UseCasesOf(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IUseCase)));
    }

    /// <summary>The request, subject and result types of a use case.</summary>
    public static Type[] Shape(Type useCase)
    {
        for (var type = useCase; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(UseCase<,,>))
            {
                return type.GetGenericArguments();
            }
        }

        throw new ArgumentException($"{useCase} is not a use case.", nameof(useCase));
    }
}
