using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Agencies;
using SharedCommunity.Communities.CoHosting;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Communities;

/// <summary>An agency's administrator founds a community; the agency is its first Lead.</summary>
[ApiRoute("POST", "communities", Summary = "Founds a community that your agency leads.", Creates = true)]
internal sealed class FoundCommunity : UseCase<FoundCommunity.Request, Agency, CommunityView>
{
    internal sealed record Request(
        string Slug,
        string Name,
        string TimeZone,
        IReadOnlyList<string> Languages,
        string Purpose = "",
        string Audience = "",
        string Description = "",
        bool Interactive = true,
        ServiceStandard? ServiceStandard = null
    );

    public override Permission Needs => Permissions.AdministerAgency;

    protected override Task<Agency?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<Agency>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == work.Agency, ct);

    protected override async Task<Outcome<CommunityView>> Handle(
        Request request,
        Agency agency,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var fields = new Fields()
            .Slug("slug", request.Slug)
            .Name("name", request.Name)
            .TimeZone("timeZone", request.TimeZone)
            .Languages("languages", request.Languages, needed: true)
            .Text("purpose", request.Purpose)
            .Text("audience", request.Audience)
            .Text("description", request.Description)
            .Standard("serviceStandard", request.ServiceStandard);
        if (fields.Refusal is { } refusal)
            return refusal;

        var community = new Community(
            CommunityId.New(),
            request.Slug,
            request.Name.Trim(),
            request.TimeZone,
            request.Languages,
            work.Now
        )
        {
            Purpose = request.Purpose,
            Audience = request.Audience,
            Description = request.Description,
            Interactive = request.Interactive,
            ServiceStandard = CommunityView.Written(request.ServiceStandard),
        };
        work.Db.AddRange(
            community,
            new CoHost
            {
                CommunityId = community.Id,
                AgencyId = agency.Id,
                AgencySlug = agency.Slug,
                Role = CoHostRole.Lead,
                State = CoHostState.Active,
                InvitedAt = work.Now,
                StateAt = work.Now,
            }
        );
        if (await Fields.IsTaken(work.Db, ct))
            return Refusal.Invalid(("slug", "taken"));
        work.Concerns("community", community.Id.Value, community.Id);
        return CommunityView.Of(community);
    }
}
