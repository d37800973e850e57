using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SharedCommunity.Tests.Architecture;

/// <summary>Rules of project files and packages.</summary>
internal static partial class ProjectRules
{
    /// <summary>Licences, or the choices of the design: no mediator, no mapper, no mock of what we own.</summary>
    private static readonly Dictionary<string, string> Refused = new(StringComparer.OrdinalIgnoreCase)
    {
        ["MediatR"] = "no mediator library",
        ["AutoMapper"] = "no object mapper",
        ["Mapster"] = "no object mapper",
        ["Riok.Mapperly"] = "no object mapper",
        ["PDFsharp"] = "AGPL",
        ["SonarAnalyzer.CSharp"] = "source-available only",
        ["Microsoft.EntityFrameworkCore.InMemory"] = "one provider everywhere",
        ["Microsoft.EntityFrameworkCore.Sqlite"] = "one provider everywhere",
        ["NSubstitute"] = "no mock of what we own",
        ["Moq"] = "no mock of what we own",
    };

    public static IReadOnlyList<Rule> All { get; } =
    [
        new(
            "Project references run downwards only",
            References,
            () => Plant.Projects(Referring("Moderation"), "<Project />"),
            "Communities refers up to Moderation"
        ),
        new(
            "Nothing below the host refers to the host",
            house =>
                house
                    .Floors.Where(floor => Referred(floor).Contains("Host"))
                    .Select(floor => $"{floor.Name} refers to the host"),
            () => Plant.Projects("<Project />", Referring("Host")),
            "Moderation"
        ),
        new(
            "A module's internals are visible to its own tests only",
            house =>
                from floor in house.All
                from friend in floor.Project.Descendants("InternalsVisibleTo")
                let name = friend.Attribute("Include")?.Value
                where name != "SharedCommunity.Tests"
                // The host is started, and its migrations are run, by what the tests share.
                where !(floor.Name == "Host" && name == "SharedCommunity.Testing")
                select $"{floor.Name} opens its internals to {name}",
            () =>
                Plant.Projects(
                    "<Project />",
                    """<Project><ItemGroup><InternalsVisibleTo Include="SharedCommunity.Evaluation" /></ItemGroup></Project>"""
                ),
            "SharedCommunity.Evaluation"
        ),
        new(
            "Versions stand in one place",
            house =>
                from floor in house.All
                from reference in floor.Project.Descendants("PackageReference")
                where reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null
                select $"{floor.Name} chooses its own version of {reference.Attribute("Include")?.Value}",
            () =>
                Plant.Projects(
                    "<Project />",
                    """<Project><ItemGroup><PackageReference Include="Npgsql" Version="9.0.0" /></ItemGroup></Project>"""
                ),
            "Npgsql"
        ),
        new(
            "Versions are pinned and of kinds that we may use",
            Packages,
            () =>
                Plant.Packages(
                    """<Project><ItemGroup><PackageVersion Include="MassTransit" Version="9.0.1" /></ItemGroup></Project>"""
                ),
            "MassTransit"
        ),
        new(
            "No package is floating",
            house =>
                Versions(house).Where(p => !Pinned().IsMatch(p.Version)).Select(p => $"{p.Name} floats: {p.Version}"),
            () =>
                Plant.Packages(
                    """<Project><ItemGroup><PackageVersion Include="Npgsql" Version="10.*" /></ItemGroup></Project>"""
                ),
            "Npgsql"
        ),
        new(
            "Projects do not soften what the repository enforces",
            house =>
                from floor in house.All
                from setting in floor.Project.Descendants()
                where
                    setting.Name.LocalName
                        is "Nullable"
                            or "TreatWarningsAsErrors"
                            or "WarningsNotAsErrors"
                            or "NoWarn"
                            or "AnalysisLevel"
                select $"{floor.Name} sets {setting.Name.LocalName}",
            () =>
                Plant.Projects(
                    "<Project />",
                    "<Project><PropertyGroup><NoWarn>CS1591</NoWarn></PropertyGroup></Project>"
                ),
            "NoWarn"
        ),
    ];

    private static IEnumerable<string> References(House house)
    {
        var order = house.Floors.Select(floor => floor.Name).ToList();
        return from floor in house.Floors
            from referred in Referred(floor)
            where order.IndexOf(referred) >= order.IndexOf(floor.Name)
            select $"{floor.Name} refers up to {referred}";
    }

    private static IEnumerable<string> Referred(Floor floor) =>
        floor
            .Project.Descendants("ProjectReference")
            .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'))
            .Select(path =>
                Path.GetFileNameWithoutExtension(path).Replace("SharedCommunity.", "", StringComparison.Ordinal)
            );

    private static IEnumerable<string> Packages(House house)
    {
        foreach (var (name, version) in Versions(house))
        {
            if (Refused.TryGetValue(name, out var why))
                yield return $"{name}: {why}";
            // 9 is commercial.
            if (
                name.StartsWith("MassTransit", StringComparison.Ordinal)
                && !version.StartsWith("8.", StringComparison.Ordinal)
            )
                yield return $"{name} {version}: stay on 8";
        }
    }

    private static IEnumerable<(string Name, string Version)> Versions(House house) =>
        house
            .Packages.Descendants("PackageVersion")
            .Select(package => (package.Attribute("Include")!.Value, package.Attribute("Version")?.Value ?? ""));

    private static string Referring(string module) =>
        new XElement(
            "Project",
            new XElement(
                "ItemGroup",
                new XElement(
                    "ProjectReference",
                    new XAttribute("Include", $"../../{module}/SharedCommunity.{module}.csproj")
                )
            )
        ).ToString();

    [GeneratedRegex(@"^\d+(\.\d+){1,3}(-[0-9A-Za-z.]+)?$")]
    private static partial Regex Pinned();
}
