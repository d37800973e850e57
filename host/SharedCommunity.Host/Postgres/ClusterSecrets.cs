using System.Security.Cryptography;
using System.Text.Json;

namespace SharedCommunity.Host.Postgres;

/// <summary>The generated passwords of the embedded cluster's roles; they stand in one file, readable by its owner only.</summary>
internal sealed record ClusterSecrets(string Administrator, string Owner, string Application, string Accounts)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Reads the passwords, or makes and keeps new ones where there is no cluster yet.</summary>
    public static ClusterSecrets LoadOrCreate(string file, bool clusterExists)
    {
        if (File.Exists(file))
            return JsonSerializer.Deserialize<ClusterSecrets>(File.ReadAllText(file))
                ?? throw new PostgresUnavailableException($"{file} is empty.");
        if (clusterExists)
            throw new PostgresUnavailableException(
                $"The database's passwords are missing: {file}. Put the file back, or restore a backup into an empty folder."
            );
        var made = new ClusterSecrets(New(), New(), New(), New());
        // Written beside and renamed: a crash leaves either no file or a whole one.
        var draft = file + ".new";
        File.Delete(draft);
        using (
            var stream = new FileStream(
                draft,
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    UnixCreateMode = OwnerOnly,
                }
            )
        )
        {
            JsonSerializer.Serialize(stream, made);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, file, overwrite: true);
        return made;
    }

    private static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
