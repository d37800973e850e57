namespace SharedCommunity.Moderation.Inquiries;

/// <summary>What is said on the button that shows a file. Platforms tell more kinds apart than a reader needs to.</summary>
internal static class AttachmentWords
{
    /// <summary>The text's key for a kind of file as Channels names it.</summary>
    public static string KeyOf(string kind) =>
        kind switch
        {
            "voice" or "audio" => "Attachment_voice",
            "photo" or "sticker" => "Attachment_photo",
            "video" or "video_note" or "animation" => "Attachment_video",
            _ => "Attachment_document",
        };
}
