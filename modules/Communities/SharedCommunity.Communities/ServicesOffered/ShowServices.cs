using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Communities;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.ServicesOffered;

/// <summary>All that the page of an agency's services shows.</summary>
internal sealed class ShowServices : Query<ShowServices.Request, Rights, SaveAgencyServices.Typed>
{
    internal sealed record Request;

    public override Permission Needs => Permissions.AdministerAgency;

    protected override Task<Rights?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Rights?>(work.Rights);

    protected override async Task<Outcome<SaveAgencyServices.Typed>> Handle(
        Request request,
        Rights subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var said = await work
            .Db.Set<AgencyServices>()
            .AsNoTracking()
            .FirstOrDefaultAsync(s => s.AgencyId == work.Agency, ct);
        // Who has not said anything yet most likely works where its community is.
        var zone =
            said?.TimeZone
            ?? await work.Db.Set<Community>().OrderBy(c => c.Slug).Select(c => c.TimeZone).FirstOrDefaultAsync(ct);
        return SaveAgencyServices.Typed.Of(said?.Topics ?? [], zone ?? "America/Toronto", said?.HoursRead ?? []);
    }
}
