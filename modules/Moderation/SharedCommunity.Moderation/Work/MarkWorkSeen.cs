using NodaTime;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Queue;

namespace SharedCommunity.Moderation.Work;

/// <summary>Says that one has seen what others did: from then on My work tells what came after.</summary>
[ApiRoute(
    "POST",
    $"communities/{{id}}/{WorkAddress.Place}/seen",
    Summary = "Says that one has seen what changed in a community."
)]
[FormRoute($"/{{agency}}/{{community}}/{WorkAddress.Place}/seen")]
internal sealed class MarkWorkSeen : UseCase<MarkWorkSeen.Request, CommunityCard, Done>
{
    // A visit never moves back: of two open pages the one that was read later counts.
    private const string See = """
        insert into moderation.visits (staff_id, community_id, agency_id, seen_at) values ($1, $2, $3, $4)
        on conflict (staff_id, community_id) do update set seen_at = greatest(visits.seen_at, excluded.seen_at)
        """;

    /// <param name="Id">The community; a form names it by its address.</param>
    /// <param name="Community">The community's slug.</param>
    /// <param name="AsOf">When the page that one has seen was read; what came after it is still news.</param>
    public sealed record Request(CommunityId? Id = null, string? Community = null, Instant? AsOf = null);

    /// <inheritdoc />
    public override Permission Needs => QueuePermissions.Own;

    /// <inheritdoc />
    protected override async Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct)
    {
        var community = request.Id is { } id
            ? await work.Community(id, ct)
            : await work.CommunityBySlug(request.Community ?? "", ct);
        return community is not null && work.Rights.Allow(QueuePermissions.Read, community.Id) ? community : null;
    }

    /// <inheritdoc />
    protected override async Task<Outcome<Done>> Handle(
        Request request,
        CommunityCard subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var seen = request.AsOf is { } asOf && asOf < work.Now ? Era.Clamp(asOf) : work.Now;
        await work.Execute(See, [work.Rights.Staff.Value, subject.Id.Value, work.Agency.Value, seen], ct);
        work.Concerns("visit", subject.Id.Value, subject.Id);
        return Done.It;
    }
}
