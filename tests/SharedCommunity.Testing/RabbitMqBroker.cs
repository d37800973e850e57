using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace SharedCommunity.Testing;

/// <summary>A real RabbitMQ of a test's own, on loopback ports, in a temporary folder. It can be stopped and started.</summary>
public sealed class RabbitMqBroker : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sc-rabbit-").FullName;
    private readonly int port = Loopback.FreePort();
    private readonly int distribution = Loopback.FreePort();
    private readonly int epmd = Loopback.FreePort();
    private Process? server;

    /// <summary>The settings of a host that uses it.</summary>
    public IReadOnlyDictionary<string, string?> Settings => SettingsOf(User, Password);

    /// <summary>The settings of a host that uses it as another user.</summary>
    public IReadOnlyDictionary<string, string?> SettingsOf(string user, string password) =>
        new Dictionary<string, string?>
        {
            ["Bus:RabbitMq:Host"] = "127.0.0.1",
            ["Bus:RabbitMq:Port"] = port.ToString(CultureInfo.InvariantCulture),
            ["Bus:RabbitMq:User"] = user,
            ["Bus:RabbitMq:Password"] = password,
        };

    /// <summary>A user who may do everything; there is no other to begin with.</summary>
    public static string User => "tests";

    /// <summary>Their password.</summary>
    public string Password { get; } = NewPassword();

    /// <summary>A password that nobody knows.</summary>
    public static string NewPassword() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Where it listens.</summary>
    public int Port => port;

    /// <summary>Starts it, with what it had before.</summary>
    public async Task Start()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "plugins"), "[].");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "rabbitmq.conf"),
            $"default_user = {User}\ndefault_pass = {Password}\n"
        );
        // Not Debian's script of that name on the path, which changes to another user.
        var start = new ProcessStartInfo(Program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        Surround(start);
        server = Process.Start(start)!;
        server.OutputDataReceived += static (_, _) => { };
        server.ErrorDataReceived += static (_, _) => { };
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        await WaitUntilListening();
    }

    /// <summary>Runs a program that speaks to it by its rabbitmqctl (named in RABBITMQCTL), with a line on standard input.</summary>
    /// <returns>How it ended, and all that it said.</returns>
    public async Task<(int Code, string Said)> Run(string program, string? line, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Surround(start);
        start.Environment["RABBITMQCTL"] = Path.Combine(Path.GetDirectoryName(Program)!, "rabbitmqctl");
        using var process = Process.Start(start)!;
        if (line is not null)
            await process.StandardInput.WriteLineAsync(line);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    private void Surround(ProcessStartInfo start)
    {
        foreach (
            var (name, value) in new Dictionary<string, string>
            {
                ["HOME"] = folder,
                ["RABBITMQ_NODENAME"] = $"sc{port}@localhost",
                ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
                ["RABBITMQ_NODE_PORT"] = port.ToString(CultureInfo.InvariantCulture),
                ["RABBITMQ_DIST_PORT"] = distribution.ToString(CultureInfo.InvariantCulture),
                ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "data"),
                ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
                ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq"),
                ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "plugins"),
                ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
                ["ERL_EPMD_PORT"] = epmd.ToString(CultureInfo.InvariantCulture),
            }
        )
            start.Environment[name] = value;
    }

    /// <summary>Stops it; what it was given stays on its disk.</summary>
    public async Task Stop()
    {
        if (server is null)
            return;
        using var stop = Process.Start("kill", ["-TERM", server.Id.ToString(CultureInfo.InvariantCulture)]);
        await stop.WaitForExitAsync();
        await server.WaitForExitAsync();
        server.Dispose();
        server = null;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Stop();
        // The node's port mapper outlives it; nobody else knows its port.
        using var mapper = Process.Start(
            new ProcessStartInfo("epmd", ["-port", epmd.ToString(CultureInfo.InvariantCulture), "-kill"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        await mapper.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);
    }

    // The same places as build/common.sh looks in.
    private static string Program =>
        new[]
        {
            Environment.GetEnvironmentVariable("RABBITMQ_SERVER"),
            "/usr/lib/rabbitmq/bin/rabbitmq-server",
            "/opt/homebrew/opt/rabbitmq/sbin/rabbitmq-server",
            "/usr/local/opt/rabbitmq/sbin/rabbitmq-server",
        }.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException(
            "The tests need RabbitMQ; build/test installs it, or RABBITMQ_SERVER names its rabbitmq-server."
        );

    private async Task WaitUntilListening()
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(200))
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        }
        throw new InvalidOperationException("RabbitMQ did not start.");
    }
}
