using NodaTime;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Audit;

/// <summary>What the agency's people did in a community. Ids only: no member's name, no text.</summary>
[ApiRoute(
    "GET",
    "communities/{id}/audit",
    Summary = "What your agency's people did in a community, the newest first. Filter by person, action and day."
)]
internal sealed class ListAudit : Query<ListAudit.Request, CommunityCard, Page<TrailItem>>
{
    internal sealed record Request(
        CommunityId Id,
        StaffId? Person = null,
        string? Action = null,
        LocalDate? From = null,
        LocalDate? Until = null,
        string? After = null,
        int? Limit = null
    );

    public override Permission Needs => Permissions.AdministerCommunity;

    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Community(request.Id, ct);

    protected override async Task<Outcome<Page<TrailItem>>> Handle(
        Request request,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        // Actions of former releases stay in the trail, so any name may be asked for; what is no name may not.
        if (request.Action?.All(char.IsAsciiLetterOrDigit) == false)
            return Refusal.Malformed(("action", "not_readable"));
        return await TrailReading.Read(
            work,
            community.Id,
            new(request.Person, request.Action, request.From, request.Until),
            DateTimeZoneProviders.Tzdb[community.TimeZone],
            (request.After, request.Limit),
            ct
        );
    }
}
