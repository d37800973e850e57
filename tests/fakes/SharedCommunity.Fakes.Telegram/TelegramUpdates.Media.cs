using System.Text.Json.Nodes;

namespace SharedCommunity.Fakes.Telegram;

public static partial class TelegramUpdates
{
    /// <summary>A voice note.</summary>
    public static TelegramUpdate Voice(Group group, Person from, string fileId, int seconds = 7, long size = 9_000) =>
        WithMedia(
            group,
            from,
            "voice",
            new JsonObject
            {
                ["duration"] = seconds,
                ["mime_type"] = "audio/ogg",
                ["file_id"] = fileId,
                ["file_unique_id"] = "u" + fileId,
                ["file_size"] = size,
            },
            null
        );

    /// <summary>A photo: Telegram lists its sizes, the largest not always last.</summary>
    public static TelegramUpdate Photo(Group group, Person from, string fileId, string? caption = null) =>
        WithMedia(
            group,
            from,
            "photo",
            new JsonArray(
                Size(fileId + "-s", 90, 67, 1_200),
                Size(fileId, 1280, 960, 180_000),
                Size(fileId + "-m", 320, 240, 14_000)
            ),
            caption
        );

    /// <summary>A video.</summary>
    public static TelegramUpdate Video(Group group, Person from, string fileId, string? caption = null) =>
        WithMedia(
            group,
            from,
            "video",
            new JsonObject
            {
                ["duration"] = 12,
                ["width"] = 848,
                ["height"] = 480,
                ["file_name"] = "video.mp4",
                ["mime_type"] = "video/mp4",
                ["thumbnail"] = Size(fileId + "-t", 320, 180, 9_000),
                ["file_id"] = fileId,
                ["file_unique_id"] = "u" + fileId,
                ["file_size"] = 1_450_000,
            },
            caption
        );

    /// <summary>A document.</summary>
    public static TelegramUpdate Document(
        Group group,
        Person from,
        string fileId,
        string fileName,
        string mimeType = "application/pdf",
        string? caption = null
    ) =>
        WithMedia(
            group,
            from,
            "document",
            new JsonObject
            {
                ["file_name"] = fileName,
                ["mime_type"] = mimeType,
                ["file_id"] = fileId,
                ["file_unique_id"] = "u" + fileId,
                ["file_size"] = 52_000,
            },
            caption
        );

    /// <summary>An animation: Telegram repeats it as a document, for old clients.</summary>
    public static TelegramUpdate Animation(Group group, Person from, string fileId)
    {
        JsonObject File() =>
            new()
            {
                ["file_name"] = "wave.mp4",
                ["mime_type"] = "video/mp4",
                ["file_id"] = fileId,
                ["file_unique_id"] = "u" + fileId,
                ["file_size"] = 30_000,
            };
        var animation = File();
        animation["duration"] = 2;
        animation["width"] = 320;
        animation["height"] = 240;
        return WithMedia(group, from, "animation", animation, null).With("document", File());
    }

    /// <summary>A place on the map.</summary>
    public static TelegramUpdate Location(Group group, Person from) =>
        WithMedia(group, from, "location", new JsonObject { ["latitude"] = 45.42, ["longitude"] = -75.69 }, null);

    private static JsonObject Size(string fileId, int width, int height, long bytes) =>
        new()
        {
            ["file_id"] = fileId,
            ["file_unique_id"] = "u" + fileId,
            ["file_size"] = bytes,
            ["width"] = width,
            ["height"] = height,
        };

    private static TelegramUpdate WithMedia(Group group, Person from, string field, JsonNode media, string? caption)
    {
        var body = Base(ChatOf(group), UserOf(from), null);
        body[field] = media;
        if (caption is not null)
            body["caption"] = caption;
        return Update("message", body);
    }
}
