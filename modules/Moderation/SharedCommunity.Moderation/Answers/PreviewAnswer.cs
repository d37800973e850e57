using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Moderation.Languages;

namespace SharedCommunity.Moderation.Answers;

/// <summary>Shows an answer as it would go out, before it is sent. Nothing is kept of it.</summary>
[FormRoute("/{agency}/{community}/inquiries/{id}/answer/preview")]
internal sealed class PreviewAnswer(LanguageDetection languages)
    : Query<PreviewAnswer.Request, LoadedInquiry, AnswerPreview>
{
    /// <param name="Id">The inquiry.</param>
    /// <param name="Text">The answer.</param>
    /// <param name="Privately">To the member alone.</param>
    /// <param name="AskIfHelped">Whether the member is asked under it whether it helped.</param>
    public sealed record Request(InquiryId Id, string Text, bool? Privately = null, bool AskIfHelped = false)
        : IOfInquiry;

    /// <inheritdoc />
    public override Permission Needs => Queue.QueuePermissions.Work;

    /// <inheritdoc />
    protected override Task<LoadedInquiry?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        InquiryReading.Of(request.Id, work, ct);

    /// <inheritdoc />
    protected override async Task<Outcome<AnswerPreview>> Handle(
        Request request,
        LoadedInquiry subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (Words.Problem(request.Text, "text") is { } wrong)
            return wrong;
        var inquiry = subject.Inquiry;
        var text = request.Text.Trim();
        var channel = inquiry.ChannelId is { } id
            ? await work.Db.Set<ChannelCard>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct)
            : null;
        var written = languages.Detect(text);
        var differs = written.Confidence >= LanguageDetection.Trusted && written.Code != inquiry.Language;
        var sent = request.AskIfHelped ? HelpQuestion.Under(text, inquiry.Language) : text;
        return new AnswerPreview(
            text,
            inquiry.Private || request.Privately == true,
            PlatformText.MessagesFor(channel?.Platform ?? "desk", sent),
            differs && inquiry.Language is not null ? written.Code : null,
            request.AskIfHelped ? HelpQuestion.Words(inquiry.Language) : null,
            request.AskIfHelped ? HelpQuestion.Labels(inquiry.Language) : []
        );
    }
}
