using System.Diagnostics;

namespace SharedCommunity.Bench;

/// <summary>This same executable, started again with a sub-command.</summary>
internal static class OwnProcess
{
    public static Process Start(params string[] arguments)
    {
        var own = Environment.ProcessPath!;
        // Started as "dotnet this.dll", the process is dotnet.
        var start = new ProcessStartInfo(
            own,
            Path.GetFileName(own) == "dotnet" ? [typeof(OwnProcess).Assembly.Location, .. arguments] : arguments
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }
}
