using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;

namespace SharedCommunity.Tests.Wall;

/// <summary>An address of a use case, from the host's own endpoint table.</summary>
/// <param name="Path">With ids of the scene filled in.</param>
/// <param name="NamesOurs">Whether it names something of ours.</param>
internal sealed record Address(
    string Method,
    string Path,
    IUseCase UseCase,
    bool NamesOurs,
    IReadOnlyList<string> Parameters
)
{
    private const string Api = "/api/v1/";

    public bool IsForm => !Path.StartsWith(Api, StringComparison.Ordinal);

    public override string ToString() => $"{Method} {Path} ({UseCase.GetType().Name})";

    public static IReadOnlyList<Address> Of(RunningHost host, Scene scene) =>
        [
            .. host
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<IUseCase>() is not null)
                .Select(endpoint => From(endpoint, scene)),
        ];

    public string Body() =>
        MadeUpRequest.For(UseCaseServices.Shape(UseCase.GetType())[0], [.. Parameters]).ToJsonString();

    private static Address From(RouteEndpoint endpoint, Scene scene)
    {
        var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
        List<string> segments = [];
        var namesOurs = false;
        foreach (var segment in endpoint.RoutePattern.PathSegments)
        {
            if (segment.Parts[0] is RoutePatternParameterPart parameter)
            {
                segments.Add(Value(parameter.Name, segments, scene, endpoint.RoutePattern.RawText!));
                namesOurs = true;
            }
            else
            {
                segments.Add(((RoutePatternLiteralPart)segment.Parts[0]).Content);
            }
        }
        return new Address(
            method,
            "/" + string.Join('/', segments),
            endpoint.Metadata.GetMetadata<IUseCase>()!,
            namesOurs,
            [.. endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name)]
        );
    }

    private static string Value(string parameter, List<string> before, Scene scene, string pattern) =>
        (parameter, before) switch
        {
            ("agency", []) => scene.Insider.Agency.Slug,
            ("community", [_]) => scene.Ours.Slug,
            ("kind", _) => "private",
            ("language", _) => "en",
            _ when scene.Ids.TryGetValue(before[^1], out var id) => id.ToString(),
            _ => throw new InvalidOperationException(
                $"{pattern}: tell {nameof(Scene)} an id of ours for what stands after '{before[^1]}'."
            ),
        };
}
