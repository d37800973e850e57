using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using SharedCommunity.Host.Postgres;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Host;

/// <summary>A host as a process in Development, in a folder of its own, with nothing set but its address.</summary>
internal sealed class Installation(string folder) : IAsyncDisposable
{
    private readonly List<string> _output = [];
    private readonly int _port = Loopback.FreePort();
    private Process? _process;

    public string DataFolder => Path.Combine(folder, ".data");

    public string DemoFile => Path.Combine(DataFolder, "demo.json");

    public Uri Address => new UriBuilder("http", "127.0.0.1", _port).Uri;

    public JsonElement Demo => JsonDocument.Parse(File.ReadAllText(DemoFile)).RootElement;

    public IReadOnlyList<JsonElement> Staff => [.. Demo.GetProperty("staff").EnumerateArray()];

    public string QueueAddress => $"api/v1/communities/{Demo.GetProperty("community").GetProperty("id")}/queue";

    public IReadOnlyList<string> Output
    {
        get
        {
            lock (_output)
                return [.. _output];
        }
    }

    public JsonElement Of(string agency, string role) =>
        Staff.First(s =>
            s.GetProperty("agency").GetString() == agency && s.GetProperty("roles")[0].GetString() == role
        );

    public HttpClient As(JsonElement staff)
    {
        var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", staff.GetProperty("apiKey").GetString());
        return http;
    }

    /// <summary>The texts in the queue, in its order, once there are at least so many.</summary>
    public async Task<IReadOnlyList<string>> Queue(JsonElement staff, int atLeast)
    {
        using var http = As(staff);
        IReadOnlyList<string> texts = [];
        IReadOnlyList<string> before;
        var clock = Stopwatch.StartNew();
        do
        {
            // Two looks alike: the journal has been worked off.
            before = texts;
            await Task.Delay(500, TestContext.Current.CancellationToken);
            var page = await http.GetFromJsonAsync<JsonElement>(
                $"{QueueAddress}?limit=100",
                TestContext.Current.CancellationToken
            );
            texts = [.. page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("text").GetString()!)];
        } while ((texts.Count < atLeast || !texts.SequenceEqual(before)) && clock.Elapsed < TimeSpan.FromSeconds(60));

        Assert.True(texts.Count >= atLeast, $"Only {texts.Count} in the queue.");
        return texts;
    }

    /// <summary>Posts an update to the demo's hook, as Telegram would.</summary>
    public async Task<HttpStatusCode> TelegramSays(string text)
    {
        var channel = Demo.GetProperty("channels")[0];
        using var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Add(
            "X-Telegram-Bot-Api-Secret-Token",
            channel.GetProperty("webhookSecret").GetString()
        );
        using var answer = await http.PostAsJsonAsync(
            $"hooks/telegram/{channel.GetProperty("connectionId")}",
            new
            {
                update_id = 17,
                message = new
                {
                    message_id = 17,
                    date = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
                    chat = new { id = channel.GetProperty("chatId").GetInt64(), type = "supergroup" },
                    from = new
                    {
                        id = 17,
                        is_bot = false,
                        first_name = "Ana",
                    },
                    text,
                },
            },
            TestContext.Current.CancellationToken
        );
        return answer.StatusCode;
    }

    /// <summary>One statement as the role that owns the database, past every wall.</summary>
    public async Task<object?> AsOwner(string sql)
    {
        var cluster = Path.Combine(DataFolder, "postgres");
        var running = PostmasterPid.Read(cluster)!;
        var secrets = ClusterSecrets.LoadOrCreate(Path.Combine(DataFolder, "postgres-secrets.json"), true);
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder
            {
                Host = running.SocketFolder.Length > 0 ? running.SocketFolder : "127.0.0.1",
                Port = running.Port,
                Database = DatabaseRoles.Database,
                Username = DatabaseRoles.Owner,
                Password = secrets.Owner,
                Pooling = false,
            }
        );
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public async Task Start()
    {
        Directory.CreateDirectory(folder);
        lock (_output)
            _output.Clear();
        _process = Process.Start(Program([]))!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = Address };
        var clock = Stopwatch.StartNew();
        while (!await IsReady(http))
        {
            Assert.False(_process.HasExited, string.Join('\n', Output));
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(120), string.Join('\n', Output));
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Runs a command of the host to its end.</summary>
    public async Task<(int ExitCode, string Output, string Error)> Command(params string[] arguments)
    {
        Directory.CreateDirectory(folder);
        using var process = Process.Start(Program(arguments))!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Ends the host alone, as <c>kill -9</c> does; its database goes on.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks the host to end, and waits for it.</summary>
    public async Task Terminate()
    {
        if (_process is not { HasExited: false })
            return;
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Terminate();
        _process?.Dispose();
    }

    private ProcessStartInfo Program(string[] arguments)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "SharedCommunity.Host.dll"),
                .. arguments,
                $"--urls={Address.GetLeftPart(UriPartial.Authority)}",
                "--Metrics:Port=0",
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        return start;
    }

    private static async Task<bool> IsReady(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("health/ready", TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
            _output.Add(line.Data ?? "");
    }
}

/// <summary>One installation that several tests look at.</summary>
public sealed class InstallationFixture : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("sc-installation-").FullName;

    internal Installation Installation { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Installation = new Installation(Path.Combine(Folder, "first"));
        await Installation.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await Installation.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
