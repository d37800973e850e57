using System.Diagnostics;
using System.Globalization;

namespace SharedCommunity.Testing;

/// <summary>The host as a process of its own, so that it can be killed as a power cut kills it.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private readonly string folder;
    private readonly Process process;
    private readonly List<string> output = [];

    private HostProcess(Process process, Uri address, string folder) =>
        (this.process, Address, this.folder) = (process, address, folder);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>What it wrote to its log.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (output)
                return [.. output];
        }
    }

    /// <summary>Memory in use now, in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Starts a host on a database and waits until it is ready.</summary>
    /// <param name="database">The database.</param>
    /// <param name="telegram">The platform's address.</param>
    /// <param name="address">Where to listen; any free port when not given.</param>
    /// <param name="settings">More settings.</param>
    public static async Task<HostProcess> Start(
        TestDatabase database,
        Uri telegram,
        Uri? address = null,
        IEnumerable<KeyValuePair<string, string?>>? settings = null
    )
    {
        address ??= HostSettingsOfTests.FreeAddress();
        var folder = HostSettingsOfTests.NewFolder();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SharedCommunity.Host.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (
            var (name, value) in HostSettingsOfTests.For(database, address, telegram, folder).Concat(settings ?? [])
        )
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        var host = new HostProcess(Process.Start(start)!, address, folder);
        host.process.OutputDataReceived += host.Keep;
        host.process.ErrorDataReceived += host.Keep;
        host.process.BeginOutputReadLine();
        host.process.BeginErrorReadLine();
        await host.WaitUntilReady();
        return host;
    }

    /// <summary>Keeps all its threads on the first core, so that what it does there can be counted.</summary>
    public async Task StayOnOneCore()
    {
        using var taskset = Process.Start(
            new ProcessStartInfo(
                "taskset",
                ["--all-tasks", "--cpu-list", "--pid", "0", process.Id.ToString(CultureInfo.InvariantCulture)]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;
        await taskset.WaitForExitAsync();
        if (taskset.ExitCode != 0)
            throw new InvalidOperationException($"taskset ended with {taskset.ExitCode}.");
    }

    /// <summary>Ends it at once, as <c>kill -9</c> does.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await Kill();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task WaitUntilReady()
    {
        using var client = Doors.Stranger(Address);
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (ready.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            if (process.HasExited || waited.Elapsed > TimeSpan.FromSeconds(60))
                throw new InvalidOperationException($"The host did not become ready:\n{string.Join('\n', Output)}");
            await Task.Delay(50);
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        lock (output)
            output.Add(line.Data);
    }
}
