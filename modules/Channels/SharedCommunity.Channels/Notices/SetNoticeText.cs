using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Contracts;
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
internal sealed partial class SetNoticeText(IConfiguration configuration)
    : UseCase<SetNoticeText.Request, CommunityCard, Done>
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
        var text = EmptyLines().Replace(request.Text.ReplaceLineEndings("\n"), "\n\n").Trim();
        if (NoticeWords.ProblemOf(request.Kind, text) is { } problem)
            return Refusal.Invalid(("text", problem));
        if (text.Length > 0 && await IsTooLong(request, text, community, work, ct))
            return Refusal.Invalid(("text", "note_too_long"));
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

    // Filled in, with what must be said, in all languages: that is what one message has to hold, on whichever bot.
    private async Task<bool> IsTooLong(
        Request request,
        string text,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var bots = await (
            from channel in work.Db.Set<Channel>()
            join bot in work.Db.Set<Connection>() on channel.ConnectionId equals bot.Id
            join agency in work.Db.Set<AgencyCard>() on bot.AgencyId equals agency.Id
            where channel.CommunityId == community.Id
            select new { bot.Platform, Owner = agency.Name }
        )
            .Distinct()
            .ToListAsync(ct);
        var words = await NoticeWords.Of(community, null, configuration["PublicUrl"], work, ct);
        words = words with
        {
            Own = new Dictionary<(NoticeKind, string), string>(words.Own) { [(request.Kind, request.Language)] = text },
        };
        NoticeKind[] notes =
            request.Kind == NoticeKind.Emergency ? [NoticeKind.Private, NoticeKind.Group] : [request.Kind];
        var languages = NoticeBoard.Languages(community);
        return bots.Any(bot =>
            notes.Any(note =>
                (words with { Owner = bot.Owner }).Message(note, languages).Length > PlatformText.LimitOf(bot.Platform)
            )
        );
    }

    // More than one empty line between paragraphs is a slip, and costs room.
    [GeneratedRegex(@"\n(?:[^\S\n]*\n){2,}")]
    private static partial Regex EmptyLines();
}
