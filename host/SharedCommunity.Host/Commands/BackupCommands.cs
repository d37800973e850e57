using System.CommandLine;
using SharedCommunity.Host.Backup;
using SharedCommunity.Host.Postgres;
using SharedCommunity.Host.Serving;

namespace SharedCommunity.Host.Commands;

/// <summary><c>backup</c> and <c>restore</c>: an installation into one sealed file, and back into an empty place.</summary>
internal static class BackupCommands
{
    private const int ShortestPassphrase = 12;

    private static readonly Option<FileInfo> PassphraseFile = new("--passphrase-file")
    {
        Description =
            "A file whose first line is the passphrase. Otherwise the setting Backup:Passphrase counts, or you are asked.",
    };

    public static Command Backup()
    {
        var to = new Option<FileInfo>("--to") { Description = "The file to write.", Required = true };
        return HostCommands.Command(
            "backup",
            "Write the database, the keys and the files into one file, encrypted with a passphrase. The host may run meanwhile.",
            [to, PassphraseFile],
            async (parsed, builder, stop) =>
            {
                var file = parsed.GetRequiredValue(to);
                if (file.Exists)
                    throw new CommandRefusedException($"{file.FullName} is there already; nothing was written.");
                var passphrase = await Passphrase(parsed, builder.Configuration, stop);
                await using var database = await DatabaseBoot.Reach(builder, stop);
                await BackupFile.Write(
                    file.FullName,
                    passphrase,
                    HostSettings.Read(builder.Configuration).DataFolder,
                    new DatabaseDump(database.Connections, builder.Configuration["Postgres:Binaries"]),
                    TimeProvider.System,
                    stop
                );
                Console.WriteLine(
                    $"Written: {file.FullName}. Without the passphrase nobody can read it, you included."
                );
            }
        );
    }

    public static Command Restore()
    {
        var from = new Option<FileInfo>("--from") { Description = "The file to read.", Required = true };
        return HostCommands.Command(
            "restore",
            "Read a backup into an empty data folder and an empty database. What is there already is never overwritten.",
            [from, PassphraseFile],
            async (parsed, builder, stop) =>
            {
                var file = parsed.GetRequiredValue(from);
                if (!file.Exists)
                    throw new CommandRefusedException($"There is no file {file.FullName}.");
                var folder = HostSettings.Read(builder.Configuration).DataFolder;
                if (BackupFile.OpenedBackup.InTheWay(folder).FirstOrDefault() is { } there)
                    throw new CommandRefusedException($"{there} is there already: choose an empty data folder.");
                var passphrase = await Passphrase(parsed, builder.Configuration, stop);
                await using var database = await DatabaseBoot.Reach(builder, stop);
                using var backup = await BackupFile.Open(file.FullName, passphrase, folder, stop);
                await new DatabaseDump(database.Connections, builder.Configuration["Postgres:Binaries"]).Read(
                    backup.Dump,
                    stop
                );
                backup.MoveFilesTo(folder);
                Console.WriteLine("Restored. Start the host, and look at what was waiting to be sent.");
            }
        );
    }

    private static async Task<string> Passphrase(
        ParseResult parsed,
        ConfigurationManager configuration,
        CancellationToken stop
    )
    {
        var passphrase = parsed.GetValue(PassphraseFile) is { } file
            ? (await File.ReadAllLinesAsync(file.FullName, stop)).FirstOrDefault()
            : configuration["Backup:Passphrase"];
        if (string.IsNullOrEmpty(passphrase) && !Console.IsInputRedirected)
        {
            Console.Error.Write("Passphrase: ");
            passphrase = ReadHidden();
        }

        if (passphrase is null || passphrase.Length < ShortestPassphrase)
            throw new CommandRefusedException(
                $"A passphrase of at least {ShortestPassphrase} characters is needed: --passphrase-file, or the setting Backup:Passphrase."
            );
        return passphrase;
    }

    private static string ReadHidden()
    {
        var typed = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else
                typed.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
