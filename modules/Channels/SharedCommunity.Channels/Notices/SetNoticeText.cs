using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Notices;

/// <summary>
/// Puts a community's own words in place of ours at the beginning of a note, in one language; empty words bring ours
/// back. What must be said follows them whatever they are.
/// </summary>
[ApiRoute(
    "PUT",
    "communities/{id}/notes/{kind}/{language}",
    Summary = "The community's own words for a note that its bots write; empty for ours. {community}, {agencies} and {owner} are filled in."
)]
[FormRoute("/{agency}/{community}/settings/notes/{kind}/{language}")]
internal sealed class SetNoticeText : UseCase<SetNoticeText.Request, CommunityCard, Done>
{
    internal sealed record Request(
        NoticeKind Kind,
        string Language,
        string Text,
        CommunityId? Id = null,
        string? Community = null
    );

    public override Permission Needs => Permissions.Notices;

    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        request.Id is { } id ? work.Community(id, ct) : work.CommunityBySlug(request.Community ?? "", ct);

    protected override async Task<Outcome<Done>> Handle(
        Request request,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (!NoticeWords.Spoken.Contains(request.Language))
            return Refusal.Invalid(("language", "language_not_spoken"));
        // A browser sends two characters for the end of a line.
        var text = request.Text.ReplaceLineEndings("\n").Trim();
        if (NoticeWords.ProblemOf(request.Kind, text) is { } problem)
            return Refusal.Invalid(("text", problem));
        var kept = await work
            .Db.Set<NoticeText>()
            .SingleOrDefaultAsync(
                n => n.CommunityId == community.Id && n.Kind == request.Kind && n.Language == request.Language,
                ct
            );
        if (text.Length == 0)
        {
            if (kept is not null)
                work.Db.Remove(kept);
        }
        else
        {
            if (kept is null)
            {
                kept = new NoticeText
                {
                    CommunityId = community.Id,
                    Kind = request.Kind,
                    Language = request.Language,
                };
                work.Db.Add(kept);
            }
            (kept.Text, kept.ChangedAt) = (text, work.Now);
        }
        work.Concerns("community", community.Id.Value, community.Id);
        work.Changed(community.Id, "settings");
        return Done.It;
    }
}
