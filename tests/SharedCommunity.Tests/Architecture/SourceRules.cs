using System.Text.RegularExpressions;

namespace SharedCommunity.Tests.Architecture;

/// <summary>Rules of files: where they lie and what may not stand in them.</summary>
internal static partial class SourceRules
{
    private static readonly string[] Technical =
    [
        "Entities",
        "Services",
        "Handlers",
        "Models",
        "Controllers",
        "Interfaces",
        "Dtos",
        "Repositories",
        "Endpoints",
        "Features",
        "Pages",
        "Views",
        "Commands",
        "Queries",
        "Domain",
        "Infrastructure",
        "Application",
    ];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new(
            "Folders are features",
            house =>
                from floor in house.Modules
                from file in floor.Files
                from folder in file.Folders
                where Technical.Contains(folder)
                select $"{floor.Name}/{file.Path}: {folder} names a technique, not a feature",
            () => Plant.File("Services/ClaimService.cs", ""),
            "Services/ClaimService.cs"
        ),
        new(
            "At a module's root lie its XModule and its texts only",
            house =>
                from floor in house.Modules
                from file in floor.Files
                where file.Folders.Count == 0 && file.Name.EndsWith(".cs", StringComparison.Ordinal)
                where file.Name != $"{floor.Name}Module.cs" && file.Name != $"{floor.Name}Texts.cs"
                where !file.Name.StartsWith($"{floor.Name}Module.", StringComparison.Ordinal)
                select $"{floor.Name}/{file.Path} belongs into a feature's folder",
            () => Plant.File("Claim.cs", ""),
            "Claim.cs"
        ),
        new(
            "Pages have no inline script, style or handler",
            house =>
                from floor in house.All
                from file in floor.Files
                where file.Name.EndsWith(".razor", StringComparison.Ordinal) && Inline().IsMatch(file.Text)
                select $"{floor.Name}/{file.Path}: {Inline().Match(file.Text).Value}",
            () => Plant.File("Queue/QueuePage.razor", "<div style=\"color: red\"></div>"),
            "QueuePage.razor"
        ),
        new(
            "Styles say start and end, not left and right",
            house =>
                from floor in house.All
                from file in floor.Files
                where file.Name.EndsWith(".css", StringComparison.Ordinal) && Physical().IsMatch(file.Text)
                select $"{floor.Name}/{file.Path}: {Physical().Match(file.Text).Value.Trim()}",
            () => Plant.File("wwwroot/queue.css", ".item { margin-left: 1rem; }"),
            "queue.css"
        ),
        new(
            "A behaviour is one file of under 60 lines",
            house =>
                from floor in house.All
                from file in floor.Files
                where file.Name.EndsWith(".js", StringComparison.Ordinal) && file.Lines >= 60
                select $"{floor.Name}/{file.Path} has {file.Lines} lines",
            () => Plant.File("wwwroot/draft-keeper.js", new string('\n', 61)),
            "draft-keeper.js"
        ),
        new(
            "Functions fix their search_path",
            house =>
                from floor in house.All
                from file in floor.Files
                where file.Name.EndsWith(".sql", StringComparison.Ordinal)
                from Match made in Function().Matches(file.Text)
                where !made.Value.Contains("search_path", StringComparison.OrdinalIgnoreCase)
                select $"{floor.Name}/{file.Path}: {made.Groups[1].Value} has no search_path",
            () =>
                Plant.File(
                    "Schema/functions.sql",
                    "create function moderation.peek() returns int language sql security definer as $$ select 1 $$;"
                ),
            "moderation.peek"
        ),
        new(
            "Views look through their reader's eyes",
            house =>
                from floor in house.All
                from file in floor.Files
                where file.Name.EndsWith(".sql", StringComparison.Ordinal)
                from Match view in View().Matches(file.Text)
                where !file.Text.Contains($"kernel.read_model('{view.Groups[1].Value}')", StringComparison.Ordinal)
                select $"{floor.Name}/{file.Path}: {view.Groups[1].Value} is no read model",
            () => Plant.File("Schema/views.sql", "create or replace view membership.member_cards as select 1;"),
            "membership.member_cards"
        ),
        new(
            "No file names a registry's host or a download address",
            house =>
                from file in house.Repository
                where Registry().IsMatch(file.Text) && file.Name != "SourceRules.cs"
                select $"{file.Path}: {Registry().Match(file.Text).Value}",
            () => Plant.Repository("package-lock.json", "\"resolved\": \"https://example.org/turbo.tgz\""),
            "package-lock.json"
        ),
    ];

    [GeneratedRegex("""(\sstyle\s*=\s*"|\son[a-z]+\s*=\s*"|<script(?![^>]*\ssrc=)[^>]*>|href\s*=\s*"javascript:)""")]
    private static partial Regex Inline();

    [GeneratedRegex(
        @"(?<![\w-])(((margin|padding|border)-(left|right)[\w-]*|left|right)\s*:|(text-align|float|clear)\s*:\s*(left|right))"
    )]
    private static partial Regex Physical();

    [GeneratedRegex(
        @"create\s+(?:or\s+replace\s+)?(?:function|procedure)\s+([\w.]+)[^$]*\$",
        RegexOptions.IgnoreCase | RegexOptions.Singleline
    )]
    private static partial Regex Function();

    [GeneratedRegex(@"create\s+(?:or\s+replace\s+)?view\s+([\w.]+)", RegexOptions.IgnoreCase)]
    private static partial Regex View();

    [GeneratedRegex("""("resolved"\s*:\s*"http|registry\.npmjs|nuget\.org/v3|packageSources)""")]
    private static partial Regex Registry();
}
