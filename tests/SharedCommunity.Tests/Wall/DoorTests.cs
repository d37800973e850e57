using System.Net;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Wall;

/// <summary>
/// Every address of the endpoint table, and every use case past the addresses, tried as those who have no business with
/// our community, and as one who may only read.
/// </summary>
public sealed class DoorTests(HostFixture host, ITestOutputHelper output) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task Outsiders_find_nothing_and_change_nothing()
    {
        var scene = await Scene.Set(host);
        List<string> failures = [];
        var cases = 0;
        foreach (var address in Address.Of(host, scene).Where(address => !address.IsForm))
        {
            foreach (var (name, staff) in scene.Outsiders.Where(outsider => !IsOwnPart(outsider.Name, address)))
            {
                using var client = host.As(staff);
                using var answer = await Send(client, address);
                var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                cases++;
                if (!IsFit(address, answer.StatusCode))
                    failures.Add($"{name}: {address} answers {(int)answer.StatusCode}");
                if (body.Contains(scene.Ours.Id.ToString(), StringComparison.OrdinalIgnoreCase))
                    failures.Add($"{name}: {address} names our community");
            }

            using var nobody = host.Stranger();
            using var refused = await Send(nobody, address);
            cases++;
            if (refused.StatusCode != HttpStatusCode.Unauthorized)
                failures.Add($"nobody: {address} answers {(int)refused.StatusCode}");
        }

        output.WriteLine($"{cases} cases at the API's doors");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.True(cases > 50, "too few addresses to mean anything");
    }

    [Fact]
    public async Task A_viewer_reads_and_changes_nothing()
    {
        var scene = await Scene.Set(host);
        List<string> failures = [];
        var cases = 0;
        using var viewer = host.As(scene.Viewer);
        foreach (var address in Address.Of(host, scene).Where(address => !address.IsForm))
        {
            var needs = address.UseCase.Needs;
            if (needs.Reach == Reach.Self && !address.UseCase.ReadsOnly)
                continue;
            using var answer = await Send(viewer, address);
            var expected = needs.Reach switch
            {
                Reach.Platform => HttpStatusCode.NotFound,
                Reach.Self => HttpStatusCode.OK,
                _ when needs.Roles.Contains(Role.Viewer) => HttpStatusCode.OK,
                _ => HttpStatusCode.Forbidden,
            };
            cases++;
            if (answer.StatusCode != expected)
                failures.Add($"{address} answers {(int)answer.StatusCode}, not {(int)expected}");
        }

        output.WriteLine($"{cases} cases as viewer");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Fact]
    public async Task What_outsiders_do_not_find_is_there_for_insiders()
    {
        var scene = await Scene.Set(host);
        using var insider = host.As(scene.Insider);
        List<string> failures = [];
        foreach (var address in Address.Of(host, scene).Where(address => !address.IsForm && address.UseCase.ReadsOnly))
        {
            if (address.UseCase.Needs.Reach == Reach.Platform)
                continue;
            using var answer = await Send(insider, address);
            if (answer.StatusCode != HttpStatusCode.OK)
                failures.Add($"{address} answers {(int)answer.StatusCode}");
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Fact]
    public async Task Use_cases_past_the_doors_refuse_the_same()
    {
        var scene = await Scene.Set(host);
        List<string> failures = [];
        var cases = 0;
        foreach (var useCase in UseCases())
        {
            foreach (var (name, staff) in scene.Outsiders)
            {
                // As themselves, and as one who claims to act for an agency that is not theirs.
                foreach (var agency in new[] { staff.Agency, scene.Insider.Agency })
                {
                    var caller = new Caller.Staff(AccountId.From(staff.Account), AgencyId.From(agency.Id));
                    var refusal = await Run(useCase, caller, scene);
                    cases++;
                    var claims = agency == scene.Insider.Agency;
                    if (claims && refusal != Refusal.NotFound.Code)
                        failures.Add($"{name} as our agency: {useCase.GetType().Name} answers {refusal ?? "done"}");
                    if (!claims && refusal is null && useCase.Needs.Reach == Reach.Community && !IsList(useCase))
                        failures.Add($"{name}: {useCase.GetType().Name} is done");
                }
            }
        }

        output.WriteLine($"{cases} cases through the runner");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Fact]
    public async Task Every_form_address_demands_a_token_and_a_session()
    {
        var scene = await Scene.Set(host);
        var forms = host
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is ["POST"])
            .Where(endpoint => !IsForPrograms(endpoint.RoutePattern.RawText!))
            .ToList();
        Assert.NotEmpty(forms);
        Assert.DoesNotContain(
            forms,
            form => form.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: true }
        );
        using var nobody = host.Stranger();
        foreach (var address in Address.Of(host, scene).Where(address => address.IsForm))
        {
            using var content = new FormUrlEncodedContent([]);
            var answer = await nobody.PostAsync(
                new Uri(address.Path, UriKind.Relative),
                content,
                TestContext.Current.CancellationToken
            );
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
        output.WriteLine($"{forms.Count} form addresses");
    }

    /// <summary>404 for what names something of ours; a list of one's own things, or a thing one makes, is one's own business.</summary>
    private static bool IsFit(Address address, HttpStatusCode status) =>
        !address.NamesOurs
            ? (int)status < 500
            : status == HttpStatusCode.NotFound
                // An agency's card may be seen by a partner; nothing of it may be changed.
                || (
                    status == HttpStatusCode.Forbidden
                    && address.Path.StartsWith("/api/v1/agencies/", StringComparison.Ordinal)
                );

    /// <summary>An agency with a part in our community may answer an invitation and leave: that row is its own.</summary>
    private static bool IsOwnPart(string outsider, Address address) =>
        outsider != "a stranger" && address.UseCase.GetType().Name is ("AcceptCoHosting" or "LeaveCommunity");

    private static bool IsForPrograms(string path) =>
        new[] { "/api", "api", "/hooks", "hooks" }.Any(start => path.StartsWith(start, StringComparison.Ordinal));

    private static bool IsList(IUseCase useCase) =>
        useCase.ReadsOnly && useCase.GetType().Name.StartsWith("List", StringComparison.Ordinal);

    private static async Task<HttpResponseMessage> Send(HttpClient client, Address address)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(address.Method),
            new Uri(address.Path, UriKind.Relative)
        );
        if (address.Method != "GET")
            request.Content = new StringContent(address.Body(), null, "application/json");
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private IEnumerable<IUseCase> UseCases() =>
        TestDatabase
            .Modules.SelectMany(module => UseCaseServices.UseCasesOf(module.GetType().Assembly))
            .Select(type => (IUseCase)host.Services.GetRequiredService(type));

    private Task<string?> Run(IUseCase useCase, Caller caller, Scene scene)
    {
        var shape = UseCaseServices.Shape(useCase.GetType());
        var made = MadeUpRequest.For(shape[0], []);
        // The first word of the first address says what the id names.
        var route = useCase.GetType().GetCustomAttributes<ApiRouteAttribute>().FirstOrDefault();
        if (route?.Path.Split('/') is [var word, "{id}", ..] && scene.Ids.TryGetValue(word, out var id))
            made["id"] = id.ToString();
        var request = JsonSerializer.Deserialize(made, shape[0], KernelJson.Options)!;
        return (Task<string?>)
            GetType()
                .GetMethod(nameof(RunOne), BindingFlags.Instance | BindingFlags.NonPublic)!
                .MakeGenericMethod(shape)
                .Invoke(this, [useCase, request, caller])!;
    }

    private async Task<string?> RunOne<TRequest, TSubject, TResult>(
        UseCase<TRequest, TSubject, TResult> useCase,
        TRequest request,
        Caller caller
    )
        where TRequest : notnull
        where TSubject : class
    {
        var outcome = await host.Runner.Run(useCase, request, caller, null, TestContext.Current.CancellationToken);
        return outcome.Refusal?.Code;
    }
}
