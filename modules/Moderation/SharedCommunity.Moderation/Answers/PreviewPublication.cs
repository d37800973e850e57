using Microsoft.EntityFrameworkCore;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Inquiries;

namespace SharedCommunity.Moderation.Answers;

/// <summary>Shows what a private inquiry would look like in the group, without what tells who asked.</summary>
[ApiRoute("GET", "inquiries/{id}/publication", Summary = "An anonymised preview of a private inquiry for the group.")]
internal sealed class PreviewPublication : Query<PreviewPublication.Request, LoadedInquiry, PreviewPublication.Preview>
{
    /// <param name="Id">The inquiry.</param>
    public sealed record Request(InquiryId Id) : IOfInquiry;

    /// <param name="Question">What was asked, anonymised.</param>
    /// <param name="Answer">What was answered last, anonymised; null where nothing was.</param>
    public sealed record Preview(string Question, string? Answer);

    /// <inheritdoc />
    public override Permission Needs => Queue.QueuePermissions.Work;

    /// <inheritdoc />
    protected override Task<LoadedInquiry?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        LoadedInquiry.Of(request.Id, work, ct);

    /// <inheritdoc />
    protected override async Task<Outcome<Preview>> Handle(
        Request request,
        LoadedInquiry subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (!subject.Inquiry.Private)
            return Refusals.NotPrivate;
        var answer = await work
            .Db.Set<Answer>()
            .Where(a => a.InquiryId == request.Id && a.Kind == AnswerKind.Answer && a.RecalledAt == null)
            .OrderByDescending(a => a.At)
            .Select(a => a.Text)
            .FirstOrDefaultAsync(ct);
        var name = subject.Member.Name;
        return new Preview(
            Anonymised.Of(subject.Inquiry.Text, name),
            answer is null ? null : Anonymised.Of(answer, name)
        );
    }
}
