namespace SharedCommunity.Tests.Architecture;

/// <summary>The repository's files as they lie on disk.</summary>
internal static class Repository
{
    private static readonly string[] Generated =
    [
        "bin",
        "obj",
        "node_modules",
        "artifacts",
        ".data",
        ".git",
        "Migrations",
    ];

    public static string Root { get; } = FindRoot();

    /// <summary>Files below a folder, without what a build or a package manager wrote; paths relative to that folder.</summary>
    public static IReadOnlyList<SourceFile> Files(string folder, params string[] extensions) =>
        [
            .. Walk(new DirectoryInfo(Path.Combine(Root, folder)))
                .Where(file => extensions.Contains(file.Extension))
                .Select(file => new SourceFile(
                    Path.GetRelativePath(Path.Combine(Root, folder), file.FullName).Replace('\\', '/'),
                    File.ReadAllText(file.FullName)
                ))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        !folder.Exists
            ? []
            : folder
                .EnumerateFiles()
                .Concat(folder.EnumerateDirectories().Where(below => !IsGenerated(below)).SelectMany(Walk));

    private static bool IsGenerated(DirectoryInfo folder) =>
        Generated.Contains(folder.Name) || (folder.Name == "lib" && folder.Parent?.Name == "wwwroot");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SharedCommunity.sln")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException("The tests do not run from inside the repository.");
    }
}

/// <param name="Path">Relative to its project, with forward slashes.</param>
internal sealed record SourceFile(string Path, string Text)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public IReadOnlyList<string> Folders => Path.Split('/')[..^1];

    public int Lines => Text.Count(c => c == '\n');
}
