using System.Text.RegularExpressions;
using Mono.Cecil;

namespace SharedCommunity.Tests.Architecture;

/// <summary>Rules of types: who may be seen, what they are called, what they hold.</summary>
internal static partial class TypeRules
{
    private const string Component = "Microsoft.AspNetCore.Components.ComponentBase";

    public static IReadOnlyList<Rule> All { get; } =
    [
        new(
            "Public are Contracts, the module's one XModule and Razor components",
            house =>
                from floor in house.Modules
                from type in floor.Types
                where type.IsPublic && !floor.IsContract(type) && !IsModule(floor, type) && !type.Inherits(Component)
                // What the Razor compiler makes of _Imports.razor.
                where type.Name != "_Imports"
                select $"{type.FullName} is public",
            () => Plant.Types("PublicEntity"),
            "PublicEntity.Queue.Inquiry"
        ),
        new(
            "Contracts are public",
            house =>
                from floor in house.Modules
                from type in floor.Types
                where floor.IsContract(type) && !type.IsPublic
                select $"{type.FullName} lies in Contracts and is not one",
            () => Plant.Types("HiddenContract"),
            "HiddenContract.Contracts.MemberCard"
        ),
        new(
            "A module has one XModule",
            house =>
                from floor in house.Modules
                where floor.Types.Count > 0
                let modules = floor
                    .Types.Where(type => type.Interfaces.Any(i => i.InterfaceType.Name == "IModule"))
                    .ToList()
                where
                    modules.Count != 1
                    || modules[0].Name != floor.Name + "Module"
                    || modules[0].Namespace != floor.Namespace
                select $"{floor.Name} has {modules.Count} modules ({string.Join(", ", modules.Select(m => m.FullName))})",
            () => Plant.Types("TwoModules"),
            "Moderation has 2 modules"
        ),
        new(
            "No interface has a single implementation inside a module",
            SingleImplementations,
            () => Plant.Types("SingleImplementation"),
            "IClaimPolicy"
        ),
        new(
            "Nothing is called Helpers, Utils or Common",
            house =>
                from floor in house.All
                from type in floor.Types
                from word in type.FullName.Split('.')
                where Vague().IsMatch(word)
                select $"{type.FullName}: say what it does",
            () => Plant.Types("VagueName"),
            "TextHelpers"
        ),
        new(
            "No repositories, no mediators, no managers",
            house =>
                from floor in house.All
                from type in floor.Types
                where Layered().IsMatch(type.Name)
                select $"{type.FullName}: a use case is one file, read top down",
            () => Plant.Types("Layered"),
            "InquiryRepository"
        ),
        new(
            "A namespace is its folder",
            house =>
                from floor in house.All
                from file in floor.Files
                let stated = StatedNamespace().Match(file.Text)
                where file.Name.EndsWith(".cs", StringComparison.Ordinal) && stated.Success
                let expected = string.Join('.', file.Folders.Prepend(floor.Namespace))
                where stated.Groups[1].Value != expected
                select $"{floor.Name}/{file.Path} states {stated.Groups[1].Value}",
            () => Plant.File("Queue/Inquiry.cs", "namespace SharedCommunity.Moderation.Faq;\n"),
            "Queue/Inquiry.cs"
        ),
        new("The context cannot be injected", InjectedContexts, () => Plant.Types("InjectedContext"), "StaleQueue"),
        new(
            "A component below the page does not query",
            house =>
                from floor in house.All
                from type in floor.Types
                // The base of the pages asks on their behalf; a part that stands on it is no part.
                where type.Inherits(Component) && !type.IsAbstract && !IsPage(type)
                let injected = type
                    .Properties.Where(p => Has(p, "Microsoft.AspNetCore.Components.InjectAttribute"))
                    .Select(p => p.PropertyType.Name)
                from name in type.Inherits("SharedCommunity.Kernel.Pages.ConsolePage")
                    ? injected.Append("ConsolePage")
                    : injected
                where name is "UseCaseRunner" or "Work" or "ConsolePage"
                select $"{type.FullName} injects {name}",
            () => Plant.Types("QueryingComponent"),
            "InquiryCard"
        ),
    ];

    public static bool Inherits(this TypeDefinition type, string baseType)
    {
        for (var above = type.BaseType; above is not null; above = Resolve(above)?.BaseType)
        {
            if (above.GetElementType().FullName == baseType)
                return true;
        }
        return false;
    }

    private static bool IsModule(Floor floor, TypeDefinition type) =>
        type.Namespace == floor.Namespace && type.Name == floor.Name + "Module";

    private static bool IsPage(TypeDefinition type) =>
        type.CustomAttributes.Any(a => a.AttributeType.Name is "RouteAttribute")
        || type.Inherits("Microsoft.AspNetCore.Components.LayoutComponentBase");

    /// <summary>
    /// Between modules (Contracts) and at a platform's edge (Channels' connectors) an interface may wait for its second
    /// implementation; elsewhere a class says the same with one file less to read.
    /// </summary>
    private static IEnumerable<string> SingleImplementations(House house)
    {
        var implemented = house
            .All.SelectMany(floor => floor.Types.SelectMany(Nested))
            .Where(type => !type.IsInterface)
            .SelectMany(type => type.Interfaces.Select(i => i.InterfaceType.GetElementType().FullName))
            .CountBy(name => name)
            .ToDictionary();
        return from floor in house.All
            from type in floor.Types.SelectMany(Nested)
            where type.IsInterface && !floor.IsContract(type) && !(floor.Name == "Kernel" && type.IsPublic)
            where !type.Namespace.Contains(".Connectors", StringComparison.Ordinal)
            where implemented.GetValueOrDefault(type.FullName) <= 1
            select $"{type.FullName} has {implemented.GetValueOrDefault(type.FullName)} implementation(s)";
    }

    private static IEnumerable<string> InjectedContexts(House house)
    {
        foreach (var floor in house.All.Where(floor => floor.Name != "Kernel"))
        {
            foreach (var type in floor.Types.SelectMany(Nested))
            {
                var taken = type
                    .Methods.Where(method => method.IsConstructor)
                    .SelectMany(method => method.Parameters)
                    .Select(parameter => parameter.ParameterType)
                    .Concat(
                        type.Properties.Where(p => Has(p, "Microsoft.AspNetCore.Components.InjectAttribute"))
                            .Select(p => p.PropertyType)
                    );
                if (taken.Any(t => t.FullName.Contains("SharedCommunityDb", StringComparison.Ordinal)))
                    yield return $"{type.FullName} takes the context: go through Work";
            }
        }
    }

    public static IEnumerable<TypeDefinition> Nested(TypeDefinition type) =>
        type.NestedTypes.SelectMany(Nested).Prepend(type);

    private static bool Has(PropertyDefinition property, string attribute) =>
        property.CustomAttributes.Any(a => a.AttributeType.FullName == attribute);

    private static TypeDefinition? Resolve(TypeReference type)
    {
        try
        {
            return type.Resolve();
        }
        catch (AssemblyResolutionException)
        {
            return null;
        }
    }

    [GeneratedRegex("^(.*(Helper|Util|Utility|Utilitie|Common)s?)(`\\d+)?$")]
    private static partial Regex Vague();

    [GeneratedRegex("(Repository|Mediator|Manager|Mapper|DataAccess|Dto)(`\\d+)?$")]
    private static partial Regex Layered();

    [GeneratedRegex(@"^namespace ([\w.]+)\s*[;{]", RegexOptions.Multiline)]
    private static partial Regex StatedNamespace();
}
