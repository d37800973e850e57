using System.Formats.Tar;
using System.Text.Json;
using SharedCommunity.Host.Postgres;

namespace SharedCommunity.Host.Backup;

/// <summary>
/// A backup: the database, the keys and the files of an installation in one sealed file. Whoever has the file and the
/// passphrase has everything; whoever has one of them has nothing.
/// </summary>
internal static class BackupFile
{
    private const string DumpName = "database.dump";
    private const string ManifestName = "manifest.json";
    private const int Version = 1;

    // Of the data folder: the database's own files are in the dump, locks and the like are of the moment.
    private static readonly string[] Kept = ["keys", "files", "demo.json"];

    /// <param name="Version">Of the format.</param>
    /// <param name="Made">When.</param>
    private sealed record Manifest(int Version, DateTimeOffset Made);

    /// <summary>Writes a backup; a file that stands there already is never overwritten.</summary>
    public static async Task Write(
        string file,
        string passphrase,
        string dataFolder,
        DatabaseDump database,
        TimeProvider time,
        CancellationToken stop
    )
    {
        var work = Directory.CreateDirectory(Path.Combine(dataFolder, "backup.tmp"), OwnerOnlyFolder).FullName;
        var draft = file + ".part";
        try
        {
            var dump = Path.Combine(work, DumpName);
            await database.Write(dump, stop);
            var options = new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            await using (var target = new FileStream(draft, options))
            {
                await using (var whole = SealedStream.Write(target, passphrase))
                await using (var tar = new TarWriter(whole))
                {
                    var manifest = JsonSerializer.SerializeToUtf8Bytes(new Manifest(Version, time.GetUtcNow()));
                    await tar.WriteEntryAsync(
                        new PaxTarEntry(TarEntryType.RegularFile, ManifestName)
                        {
                            DataStream = new MemoryStream(manifest),
                        },
                        stop
                    );
                    await tar.WriteEntryAsync(dump, DumpName, stop);
                    foreach (var kept in Kept)
                        await Add(tar, Path.Combine(dataFolder, kept), kept, stop);
                }

                target.Flush(flushToDisk: true);
            }

            File.Move(draft, file, overwrite: false);
        }
        finally
        {
            File.Delete(draft);
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Opens a backup into a folder of its own; it is checked to the last byte before anything is restored.</summary>
    /// <exception cref="InvalidDataException">Not a backup, another passphrase, or damaged.</exception>
    public static async Task<OpenedBackup> Open(
        string file,
        string passphrase,
        string dataFolder,
        CancellationToken stop
    )
    {
        var folder = Path.Combine(dataFolder, "restore.tmp");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder, OwnerOnlyFolder);
        var opened = new OpenedBackup(folder);
        try
        {
            await using var source = File.OpenRead(file);
            await using var whole = SealedStream.Read(source, passphrase);
            await TarFile.ExtractToDirectoryAsync(whole, folder, overwriteFiles: false, stop);
            // The archive's end comes before the file's: read on, so that what follows is checked too.
            await whole.CopyToAsync(Stream.Null, stop);
            var manifest = JsonSerializer.Deserialize<Manifest>(
                await File.ReadAllTextAsync(Path.Combine(folder, ManifestName), stop)
            );
            if (manifest?.Version != Version)
                throw new InvalidDataException("The backup was written by a newer version.");
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private static async Task Add(TarWriter tar, string path, string name, CancellationToken stop)
    {
        if (File.Exists(path))
        {
            await tar.WriteEntryAsync(path, name, stop);
            return;
        }

        if (!Directory.Exists(path))
            return;
        await tar.WriteEntryAsync(path, name, stop);
        foreach (var inner in Directory.EnumerateFileSystemEntries(path).Order(StringComparer.Ordinal))
            await Add(tar, inner, $"{name}/{Path.GetFileName(inner)}", stop);
    }

    private const UnixFileMode OwnerOnlyFolder =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>A backup that was opened and found whole.</summary>
    internal sealed class OpenedBackup(string folder) : IDisposable
    {
        /// <summary>The database.</summary>
        public string Dump => Path.Combine(folder, DumpName);

        /// <summary>Keys and files of the installation that the data folder has already; it must have none.</summary>
        public static IEnumerable<string> InTheWay(string dataFolder) =>
            Kept.Select(kept => Path.Combine(dataFolder, kept)).Where(Path.Exists);

        /// <summary>Puts keys and files in their places.</summary>
        public void MoveFilesTo(string dataFolder)
        {
            foreach (var kept in Kept)
            {
                var from = Path.Combine(folder, kept);
                if (Path.Exists(from))
                    Directory.Move(from, Path.Combine(dataFolder, kept));
            }
        }

        public void Dispose() => Directory.Delete(folder, recursive: true);
    }
}
