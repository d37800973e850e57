using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.CoHosting;

/// <summary>The page of a community's co-hosts: who takes part how, and what the caller may do about it.</summary>
internal sealed class ShowCoHosts : Query<ShowCoHosts.Request, CommunityCard, ShowCoHosts.Model>
{
    internal sealed record Request(string Community, string? After = null);

    internal sealed record Model(
        CommunityId Id,
        string Name,
        Page<CoHostView> CoHosts,
        AgencyId Own,
        bool Leads,
        bool MayLeave,
        DateTimeZone Zone,
        Instant AsOf
    );

    public override Permission Needs => Permissions.ReadCommunity;

    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.CommunityBySlug(request.Community, ct);

    protected override async Task<Outcome<Model>> Handle(
        Request request,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var page = await CoHosts.List(community.Id, request.After, PageKey.UsualLimit, work, ct);
        var leads =
            work.Rights.Allow(Permissions.AdministerCommunity, community.Id)
            && await CoHosts.IsLead(community.Id, work, ct);
        return new Model(
            community.Id,
            community.Name,
            page,
            work.Agency,
            leads,
            work.Rights.Allow(Permissions.AdministerAgency, null),
            DateTimeZoneProviders.Tzdb[community.TimeZone],
            work.Now
        );
    }
}
