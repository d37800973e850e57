using System.Text.Json;

namespace SharedCommunity.Host.Demo;

/// <summary><c>.data/demo.json</c>: the passwords and keys of this installation's demo, in one file for its owner only.</summary>
internal sealed record DemoFile(
    string BaseUrl,
    DemoFile.CommunityEntry Community,
    IReadOnlyList<DemoFile.AgencyEntry> Agencies,
    IReadOnlyList<DemoFile.StaffEntry> Staff,
    IReadOnlyList<DemoFile.ChannelEntry> Channels
)
{
    public const string Name = "demo.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public sealed record CommunityEntry(Guid Id, string Slug);

    public sealed record AgencyEntry(string Slug, string Name, string? Role);

    public sealed record StaffEntry(
        string Email,
        string Password,
        string Agency,
        IReadOnlyList<string> Roles,
        string ApiKey
    );

    public sealed record ChannelEntry(Guid Id, string Platform, Guid ConnectionId, string WebhookSecret, long ChatId);

    /// <summary>Writes the file beside its place and renames it: it is there whole, or not at all.</summary>
    public string Write(string dataFolder)
    {
        var file = Path.Combine(dataFolder, Name);
        var draft = file + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var stream = new FileStream(draft, options))
            JsonSerializer.Serialize(stream, this, Json);
        File.Move(draft, file, overwrite: true);
        return file;
    }
}
