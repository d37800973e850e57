using System.Globalization;
using System.Resources;
using System.Text.Json;
using SharedCommunity.Channels.Inbound;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Moderation.Texts;
using Xunit;

namespace SharedCommunity.Tests.Moderation;

public sealed class AttachmentWordsTests
{
    [Fact]
    public void Every_kind_of_file_has_words()
    {
        var texts = new ResourceManager(typeof(QueueTexts));
        Assert.All(
            Enum.GetNames<AttachmentKind>(),
            kind =>
                Assert.NotNull(
                    texts.GetString(
                        AttachmentWords.KeyOf(JsonNamingPolicy.SnakeCaseLower.ConvertName(kind)),
                        CultureInfo.InvariantCulture
                    )
                )
        );
        Assert.Equal("Attachment_video", AttachmentWords.KeyOf("video_note"));
        Assert.Equal("Attachment_photo", AttachmentWords.KeyOf("sticker"));
    }
}
