using SharedCommunity.Channels.Inbound;
using Telegram.Bot.Types;

namespace SharedCommunity.Channels.Telegram;

internal static partial class TelegramParser
{
    private static List<InboundAttachment> AttachmentsOf(Message message)
    {
        List<InboundAttachment> found = [];
        if (message.Voice is { } voice)
            found.Add(Attachment(AttachmentKind.Voice, voice, voice.MimeType, null, voice.Duration));
        if (message.Audio is { } audio)
            found.Add(Attachment(AttachmentKind.Audio, audio, audio.MimeType, audio.FileName, audio.Duration));
        // The sizes come in no promised order.
        if (message.Photo is { Length: > 0 } sizes)
        {
            var largest = sizes.MaxBy(s => (long)s.Width * s.Height)!;
            found.Add(
                Attachment(AttachmentKind.Photo, largest, "image/jpeg", null, null, largest.Width, largest.Height)
            );
        }
        if (message.Video is { } video)
            found.Add(
                Attachment(
                    AttachmentKind.Video,
                    video,
                    video.MimeType,
                    video.FileName,
                    video.Duration,
                    video.Width,
                    video.Height
                )
            );
        if (message.VideoNote is { } note)
            found.Add(
                Attachment(AttachmentKind.VideoNote, note, "video/mp4", null, note.Duration, note.Length, note.Length)
            );
        if (message.Animation is { } animation)
            found.Add(
                Attachment(
                    AttachmentKind.Animation,
                    animation,
                    animation.MimeType,
                    animation.FileName,
                    animation.Duration,
                    animation.Width,
                    animation.Height
                )
            );
        // An animation is repeated as a document, for old clients.
        else if (message.Document is { } document)
            found.Add(Attachment(AttachmentKind.Document, document, document.MimeType, document.FileName, null));
        if (message.Sticker is { } sticker)
            found.Add(Attachment(AttachmentKind.Sticker, sticker, null, null, null, sticker.Width, sticker.Height));
        return found;
    }

    private static InboundAttachment Attachment(
        AttachmentKind kind,
        FileBase file,
        string? mimeType,
        string? fileName,
        int? seconds,
        int? width = null,
        int? height = null
    ) =>
        new(
            kind,
            file.FileId,
            file.FileUniqueId,
            file.FileSize,
            Clean(mimeType),
            Clean(fileName),
            seconds,
            width,
            height
        );
}
