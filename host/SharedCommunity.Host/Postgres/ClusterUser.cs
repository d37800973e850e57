using System.Diagnostics;

namespace SharedCommunity.Host.Postgres;

/// <summary>As whom PostgreSQL's programs run: it refuses root, so root lends it another identity.</summary>
/// <param name="Name">A user of the machine, or null for the one who runs the host.</param>
/// <param name="Namespace">Whether root maps itself to nobody in a user namespace: files stay root's own.</param>
internal sealed record ClusterUser(string? Name, bool Namespace)
{
    private static readonly ClusterUser Self = new(null, false);
    private static readonly ClusterUser Mapped = new(null, true);

    /// <summary>Chooses for a new cluster below <paramref name="dataFolder"/>.</summary>
    public static async Task<ClusterUser> ForNew(string dataFolder, CancellationToken stop)
    {
        if (!Environment.IsPrivilegedProcess)
            return Self;
        var users = new List<ClusterUser>();
        foreach (var name in new[] { "postgres", "nobody" })
        {
            if ((await ProgramRun.Run("id", ["-u", name], Self, stop)).ExitCode == 0)
                users.Add(new(name, false));
        }

        foreach (var user in users)
        {
            if (await user.Reaches(dataFolder, stop))
                return user;
        }

        if (await MappingWorks(stop))
            return Mapped;
        // Neither way yet: where only the data folder itself is in the way, let others pass through it (not read it).
        if (users.Count > 0 && await users[0].Reaches(Path.GetDirectoryName(dataFolder)!, stop))
        {
            File.SetUnixFileMode(dataFolder, File.GetUnixFileMode(dataFolder) | UnixFileMode.OtherExecute);
            return users[0];
        }

        throw new PostgresUnavailableException(
            $"""
            PostgreSQL does not run as root, and no other user reaches {dataFolder}. Ways to get on:
              - run the host as an ordinary user;
              - or choose a folder that others can pass to: Data__Folder=/var/lib/sharedcommunity;
              - or use a database server that runs already: ConnectionStrings__SharedCommunity, __Accounts and __Owner.
            """
        );
    }

    /// <summary>The identity that owns a cluster's files goes on running it.</summary>
    public static async Task<ClusterUser> ForExisting(string cluster, CancellationToken stop)
    {
        if (!Environment.IsPrivilegedProcess)
            return Self;
        var owner = (await ProgramRun.Run("stat", ["-c", "%U", cluster], Self, stop)).Output.Trim();
        return owner is "root" or "" ? Mapped : new(owner, false);
    }

    /// <summary>Hands a path to the user that will run the server.</summary>
    public async Task Give(string path, CancellationToken stop)
    {
        if (Name is null)
            return;
        var result = await ProgramRun.Run("chown", [Name, path], Self, stop);
        if (result.ExitCode != 0)
            throw new PostgresUnavailableException($"{path} could not be given to {Name}: {result.Error.Trim()}");
    }

    /// <summary>Makes the start of a program run as this user.</summary>
    public ProcessStartInfo Start(string program, IEnumerable<string> arguments)
    {
        var start = Namespace
            ? new ProcessStartInfo(
                "unshare",
                ["--user", "--map-user=65534", "--map-group=65534", "--", program, .. arguments]
            )
            : new ProcessStartInfo(program, arguments);
        if (Name is not null)
            start.UserName = Name;
        // The host's own folder may be closed to that user.
        start.WorkingDirectory = "/";
        return start;
    }

    private async Task<bool> Reaches(string folder, CancellationToken stop) =>
        (await ProgramRun.Run("test", ["-x", folder], this, stop)).ExitCode == 0;

    private static async Task<bool> MappingWorks(CancellationToken stop)
    {
        try
        {
            return (await ProgramRun.Run("true", [], Mapped, stop)).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // no unshare on this machine
        }
    }
}

/// <summary>A program that ran to its end.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a program and waits for it.</summary>
    public static async Task<ProgramRun> Run(
        string program,
        IEnumerable<string> arguments,
        ClusterUser user,
        CancellationToken stop
    )
    {
        var start = user.Start(program, arguments);
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var error = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return new(process.ExitCode, await output, await error);
    }
}
