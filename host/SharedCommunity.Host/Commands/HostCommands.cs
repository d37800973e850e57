using System.CommandLine;
using Microsoft.Extensions.Logging.Console;
using SharedCommunity.Host.Demo;
using SharedCommunity.Host.Postgres;
using SharedCommunity.Host.Serving;

namespace SharedCommunity.Host.Commands;

/// <summary>The host's command line: without a command it serves. Settings may follow any command, as for ASP.NET.</summary>
internal static class HostCommands
{
    /// <summary>Runs what the command line asks for.</summary>
    /// <returns>0 when it went well, 1 when a person has to do something first: the reason is on the error output.</returns>
    public static Task<int> Run(string[] args)
    {
        var root = new RootCommand(
            "SharedCommunity: one community, co-hosted by many agencies. Without a command: serve."
        )
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        root.SetAction((parsed, stop) => Guard(() => Serve([.. parsed.UnmatchedTokens], stop)));
        root.Add(MigrateCommand());
        root.Add(SetupCommand.Make());
        root.Add(ApiKeyCommand.Make());
        root.Add(DemoCommand());
        root.Add(BackupCommands.Backup());
        root.Add(BackupCommands.Restore());
        var parsed = root.Parse(args);
        // The web host ends itself in order when asked to; commands are given a token and time to use it.
        var termination = parsed.CommandResult.Command == root ? (TimeSpan?)null : TimeSpan.FromMinutes(1);
        return parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = termination });
    }

    /// <summary>A builder whose files lie beside the program, wherever it is started from.</summary>
    public static WebApplicationBuilder Builder(string[] settings) =>
        WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory }
        );

    /// <summary>A command whose remaining words are settings.</summary>
    public static Command Command(
        string name,
        string description,
        IReadOnlyList<Option> options,
        Func<ParseResult, WebApplicationBuilder, CancellationToken, Task> action
    )
    {
        var command = new Command(name, description) { TreatUnmatchedTokensAsErrors = false };
        foreach (var option in options)
            command.Add(option);
        command.SetAction(
            (parsed, stop) =>
                Guard(() =>
                {
                    var builder = Builder([.. parsed.UnmatchedTokens]);
                    // The output of a command is its result and nothing beside it.
                    builder.Services.Configure<ConsoleLoggerOptions>(console =>
                        console.LogToStandardErrorThreshold = LogLevel.Trace
                    );
                    return action(parsed, builder, stop);
                })
        );
        return command;
    }

    /// <summary>
    /// A command that uses the house's services: the database is reached (and migrated, where that is ours to do), the
    /// application is built and not started.
    /// </summary>
    public static Command WithServices(
        string name,
        string description,
        IReadOnlyList<Option> options,
        Func<ParseResult, IServiceProvider, CancellationToken, Task> action
    ) =>
        Command(
            name,
            description,
            options,
            async (parsed, builder, stop) =>
            {
                await using var database = await DatabaseBoot.Serve(builder, stop);
                await using var app = HostApplication.Build(builder);
                await action(parsed, app.Services, stop);
            }
        );

    private static Command MigrateCommand() =>
        Command(
            "migrate",
            "Bring the database up to date, as the role of ConnectionStrings:Owner.",
            [],
            async (_, builder, stop) =>
            {
                await using var database = await DatabaseBoot.Reach(builder, stop);
                await database.Migrate(stop);
                Console.WriteLine("The database is up to date.");
            }
        );

    private static Command DemoCommand() =>
        Command(
            "demo",
            "Write the demo into an empty database: only in Development, only where the host listens on loopback.",
            [],
            async (_, builder, stop) =>
            {
                if (!DemoStart.IsPlace(builder))
                    throw new CommandRefusedException(
                        "The demo is for the environment Development and for loopback addresses only."
                    );
                await using var database = await DatabaseBoot.Serve(builder, stop);
                await using var app = HostApplication.Build(builder, DemoStart.Add);
                if (!await app.Services.GetRequiredService<DemoSeed>().IsEmpty(stop))
                    throw new CommandRefusedException("There are agencies already; nothing was written.");
                await app.StartAsync(stop);
                await app.StopAsync(stop);
            }
        );

    private static async Task Serve(string[] settings, CancellationToken stop)
    {
        var builder = Builder(settings);
        await using var database = await DatabaseBoot.Serve(builder, stop);
        await using var app = HostApplication.Build(builder, DemoStart.Add);
        await app.RunAsync();
    }

    private static async Task<int> Guard(Func<Task> action)
    {
        try
        {
            await action();
            return 0;
        }
        catch (Exception e)
            when (e
                    is PostgresUnavailableException
                        or UnsafeRolesException
                        or CommandRefusedException
                        or InvalidDataException
            )
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }
}

/// <summary>A command was refused; the message says what a person can do.</summary>
internal sealed class CommandRefusedException(string message) : Exception(message);
