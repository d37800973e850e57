using System.Globalization;

namespace SharedCommunity.Host.Postgres;

/// <summary>What <c>postmaster.pid</c> says about the server that runs, or ran, on a cluster.</summary>
internal sealed record PostmasterPid(int Pid, int Port, string SocketFolder, bool Ready)
{
    /// <summary>Reads the file; null when there is none, or it is not complete.</summary>
    public static PostmasterPid? Read(string cluster)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(Path.Combine(cluster, "postmaster.pid"));
        }
        catch (IOException)
        {
            return null;
        }

        if (
            lines.Length < 8
            || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid)
            || !int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port)
        )
            return null;
        return new(pid, port, lines[4].Trim(), lines[7].Trim() == "ready");
    }

    /// <summary>
    /// Whether that process is the server of this very cluster: neither a zombie, nor another program that was given
    /// the same number since.
    /// </summary>
    public bool ServesCluster(string cluster)
    {
        if (!Directory.Exists("/proc/self"))
            return true; // no /proc (macOS): the connection that follows decides
        try
        {
            // A server's working folder is its cluster; a zombie has none.
            return Directory.ResolveLinkTarget($"{ProcessFolder}/cwd", returnFinalTarget: false)?.FullName
                == RealPath(cluster);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether PostgreSQL would wrongly take the file for a running server: it asks only whether some process has the
    /// number. A file whose process is gone it handles itself, and more carefully.
    /// </summary>
    public bool BlocksStart() => Directory.Exists(ProcessFolder);

    private string ProcessFolder => $"/proc/{Pid.ToString(CultureInfo.InvariantCulture)}";

    private static string RealPath(string path)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
            return path;
        var here = Path.Combine(RealPath(parent), Path.GetFileName(path));
        return Directory.ResolveLinkTarget(here, returnFinalTarget: true)?.FullName ?? here;
    }
}
