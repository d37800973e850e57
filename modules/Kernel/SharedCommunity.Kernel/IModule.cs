using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Kernel;

/// <summary>A floor of the house. The host lists the modules, lowest first, and that list is the whole wiring.</summary>
public interface IModule
{
    /// <summary>The module's PostgreSQL schema, lower case.</summary>
    string Schema { get; }

    /// <summary>The resource class that holds the module's texts, refusals included.</summary>
    Type Texts { get; }

    /// <summary>The permissions that the module's use cases declare.</summary>
    IReadOnlyList<Permission> Permissions { get; }

    /// <summary>What the module adds to the console's navigation.</summary>
    IReadOnlyList<NavigationEntry> Navigation { get; }

    /// <summary>Registers use cases, handlers and workers.</summary>
    void AddServices(IServiceCollection services, IConfiguration configuration);

    /// <summary>Maps the module's tables and views.</summary>
    void MapModel(ModelBuilder model);

    /// <summary>Maps the module's addresses.</summary>
    void MapEndpoints(ModuleEndpoints endpoints);
}

/// <summary>Which list of the console an entry stands in.</summary>
public enum NavigationPlace
{
    /// <summary>The places of a community, below <c>/{agency}/{community}/</c>.</summary>
    Community,

    /// <summary>What is set in a community, below <c>/{agency}/{community}/settings/</c>; a list of its own on those pages.</summary>
    Settings,

    /// <summary>The places of an agency, below <c>/{agency}/</c>.</summary>
    Agency,
}

/// <summary>One entry of the console's navigation.</summary>
/// <param name="TextKey">The key of its label in the module's texts.</param>
/// <param name="Path">The address below the list's own.</param>
/// <param name="Needs">Who sees it.</param>
/// <param name="Order">Lower stands higher.</param>
/// <param name="Place">The list that it stands in.</param>
public sealed record NavigationEntry(
    string TextKey,
    string Path,
    Permission Needs,
    int Order,
    NavigationPlace Place = NavigationPlace.Community
);
