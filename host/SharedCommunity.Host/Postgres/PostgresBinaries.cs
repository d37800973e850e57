using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SharedCommunity.Host.Postgres;

/// <summary>A folder that holds PostgreSQL's server programs, and their major version.</summary>
internal sealed partial record PostgresBinaries(string Folder, int Major)
{
    /// <summary>The oldest major version that the product is tested with (views with <c>security_invoker</c>).</summary>
    public const int OldestMajor = 15;

    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    /// <summary>The path of one program.</summary>
    public string Program(string name) => Path.Combine(Folder, name);

    /// <summary>Finds the programs: the setting, then the PATH, then where distributions put them, newest first.</summary>
    /// <param name="setting">The folder that <c>Postgres:Binaries</c> names; it alone counts when it is set.</param>
    /// <param name="major">The version that an existing cluster needs, or null for the newest.</param>
    public static PostgresBinaries Find(string? setting, int? major = null)
    {
        var found = (string.IsNullOrWhiteSpace(setting) ? Candidates() : [setting])
            .Select(Probe)
            .OfType<PostgresBinaries>()
            .Where(b => b.Major >= OldestMajor && (major is null || b.Major == major))
            .ToList();
        // The PATH is a person's own choice; among the distribution's folders the newest wins.
        return found.FirstOrDefault() ?? throw new PostgresUnavailableException(WaysToGetIt(setting, major));
    }

    private static IEnumerable<string> Candidates()
    {
        foreach (
            var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
                Path.PathSeparator,
                StringSplitOptions.RemoveEmptyEntries
            )
        )
            yield return folder;
        foreach (
            var (root, pattern) in new[]
            {
                ("/usr/lib/postgresql", "*"),
                ("/usr", "pgsql-*"),
                ("/opt/homebrew/opt", "postgresql@*"),
                ("/usr/local/opt", "postgresql@*"),
                ("/usr/local", "pgsql"),
            }
        )
        {
            if (!Directory.Exists(root))
                continue;
            foreach (var version in Directory.GetDirectories(root, pattern).OrderByDescending(NumberIn))
                yield return Path.Combine(version, "bin");
        }
    }

    private static int NumberIn(string path) =>
        int.TryParse(Digits().Match(Path.GetFileName(path)).Value, CultureInfo.InvariantCulture, out var n) ? n : 0;

    private static PostgresBinaries? Probe(string folder)
    {
        if (!Needed.All(name => File.Exists(Path.Combine(folder, name))))
            return null;
        // A link on the PATH leads to the folder that holds the rest too, pg_dump for one.
        var postgres = Path.Combine(folder, "postgres");
        folder = Path.GetDirectoryName(
            File.ResolveLinkTarget(postgres, returnFinalTarget: true)?.FullName ?? postgres
        )!;
        var start = new ProcessStartInfo(Path.Combine(folder, "postgres"), "--version")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start);
        if (process is null)
            return null;
        var version = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var number = Digits().Match(version).Value;
        return int.TryParse(number, CultureInfo.InvariantCulture, out var found) ? new(folder, found) : null;
    }

    private static string WaysToGetIt(string? setting, int? major)
    {
        var version = major is { } exact ? $"{exact} (the version that wrote this cluster)" : $"{OldestMajor} or newer";
        var looked = string.IsNullOrWhiteSpace(setting)
            ? "on the PATH, in /usr/lib/postgresql/*/bin, /usr/pgsql-*/bin and Homebrew's folders"
            : $"in {setting} (setting Postgres:Binaries)";
        return $"""
            PostgreSQL {version} was not found: looked for {string.Join(", ", Needed)} {looked}. Ways to get on:
              - install it: 'apt-get install postgresql' (Debian, Ubuntu), 'dnf install postgresql-server' (Fedora), 'brew install postgresql@17' (macOS);
              - or name the folder of its programs: Postgres__Binaries=/path/to/bin;
              - or use a database server that runs already: ConnectionStrings__SharedCommunity, __Accounts and __Owner.
            """;
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}

/// <summary>The embedded database cannot be had; the message says what a person can do.</summary>
internal sealed class PostgresUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
