using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Membership.Contracts;
using SharedCommunity.Moderation.Languages;
using SharedCommunity.Moderation.Topics;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>Corrects the language or the topics of an inquiry; what is left out stays.</summary>
[ApiRoute("PATCH", "inquiries/{id}", Summary = "Corrects the language or the topics; what is left out stays.")]
[FormRoute("/{agency}/{community}/inquiries/{id}/correct")]
internal sealed class CorrectInquiry(IMembers members) : OnInquiry<CorrectInquiry.Request, InquiryItem>
{
    /// <param name="Id">The inquiry.</param>
    /// <param name="Language">The language, BCP 47.</param>
    /// <param name="Topics">The topics, all of them.</param>
    public sealed record Request(InquiryId Id, string? Language = null, IReadOnlyList<string>? Topics = null)
        : IOfInquiry;

    /// <inheritdoc />
    protected override async Task<Outcome<InquiryItem>> Handle(
        Request request,
        LoadedInquiry subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var language = string.IsNullOrWhiteSpace(request.Language) ? null : request.Language.Trim();
        if (language is not null && !LanguageCode.IsWellFormed(language))
            return Refusal.Invalid(("language", "not_a_language"));
        if (request.Topics?.Any(topic => Topic.Find(topic) is null) == true)
            return Refusal.Invalid(("topics", "not_a_topic"));
        if (language is null && request.Topics is null)
            return Refusal.Malformed(("language", "missing"));
        subject.Inquiry.Correct(language, request.Topics?.Distinct().ToList());
        if (language is not null)
            await members.LearnLanguages(work, [(subject.Member.Id, language)], ct);
        subject.Record(
            work,
            InquiryEventKind.Corrected,
            subject.Worker(work),
            string.Join(", ", new[] { language }.OfType<string>().Concat(request.Topics ?? []))
        );
        return subject.Done(work);
    }
}
