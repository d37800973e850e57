using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Membership.Contracts;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Languages;
using SharedCommunity.Moderation.Topics;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>Enters an inquiry that came by phone or in person; its clock runs from this moment.</summary>
[ApiRoute(
    "POST",
    "communities/{id}/inquiries",
    Summary = "Enters an inquiry that came by phone or in person.",
    Creates = true
)]
[FormRoute("/{agency}/{community}/inquiries")]
internal sealed class EnterInquiry(IMembers members, IChannelSetup setup, Clocks clocks, LanguageDetection languages)
    : UseCase<EnterInquiry.Request, CommunityCard, InquiryItem>
{
    /// <param name="Text">What is asked.</param>
    /// <param name="Source">By phone or in person.</param>
    /// <param name="Id">The community; a form names it by its address.</param>
    /// <param name="Community">The community's slug.</param>
    /// <param name="Name">Who asks.</param>
    /// <param name="Contact">How to reach them.</param>
    /// <param name="Language">Their language, BCP 47; left out to be detected.</param>
    /// <param name="Topics">The topics; left out to be proposed.</param>
    public sealed record Request(
        string Text,
        InquirySource Source,
        CommunityId? Id = null,
        string? Community = null,
        string? Name = null,
        string? Contact = null,
        string? Language = null,
        IReadOnlyList<string>? Topics = null
    );

    /// <inheritdoc />
    public override Permission Needs => Queue.QueuePermissions.Work;

    /// <inheritdoc />
    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work
            .Db.Set<CommunityCard>()
            .FirstOrDefaultAsync(
                community => request.Id != null ? community.Id == request.Id : community.Slug == request.Community,
                ct
            );

    /// <inheritdoc />
    protected override async Task<Outcome<InquiryItem>> Handle(
        Request request,
        CommunityCard subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (Problem(request) is { } wrong)
            return wrong;
        var text = request.Text.Trim();
        var detected = string.IsNullOrWhiteSpace(request.Language) ? languages.Detect(text) : default;
        var language = string.IsNullOrWhiteSpace(request.Language) ? detected.Code : request.Language.Trim();
        var name = string.IsNullOrWhiteSpace(request.Name) ? "–" : request.Name.Trim();
        var member = members.EnterByHand(work, subject.Id, name, language);
        // The member must stand before the inquiry refers to it.
        await work.Db.SaveChangesAsync(ct);
        var desk = await setup.Desk(work, subject.Id, ct);
        var topics = request.Topics?.Distinct().ToList() ?? [.. TopicRules.Propose(text).Select(topic => topic.Id)];
        var inquiry = new Inquiry(
            new NewInquiry(
                subject.Id,
                member,
                desk,
                null,
                null,
                text,
                language,
                string.IsNullOrWhiteSpace(request.Language) ? detected.Confidence : 1,
                !string.IsNullOrWhiteSpace(request.Language),
                topics,
                request.Source,
                false,
                string.IsNullOrWhiteSpace(request.Contact) ? null : request.Contact.Trim(),
                work.Now,
                null
            ),
            clocks.Of(subject)
        );
        work.Db.Add(inquiry);
        await work.Db.SaveChangesAsync(ct);
        var loaded = (await LoadedInquiry.With(inquiry, work, ct))!;
        loaded.Record(work, InquiryEventKind.Opened, loaded.Worker(work));
        work.Announce(new InquiryOpened(subject.Id, inquiry.Id, inquiry.Source, inquiry.AskedAt));
        return loaded.Done(work);
    }

    private static Refusal? Problem(Request request) =>
        Words.Problem(request.Text, "text")
        ?? (
            request.Source is not (InquirySource.Phone or InquirySource.InPerson)
                ? Refusal.Invalid(("source", "not_by_hand"))
            : request.Name?.Length > 200 ? Refusal.Invalid(("name", "too_long"))
            : request.Contact?.Length > 500 ? Refusal.Invalid(("contact", "too_long"))
            : !string.IsNullOrWhiteSpace(request.Language) && !LanguageCode.IsWellFormed(request.Language.Trim())
                ? Refusal.Invalid(("language", "not_a_language"))
            : request.Topics?.Any(topic => Topic.Find(topic) is null) == true
                ? Refusal.Invalid(("topics", "not_a_topic"))
            : null
        );
}
