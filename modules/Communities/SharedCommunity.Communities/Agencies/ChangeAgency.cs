using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Agencies;

/// <summary>An agency's administrator changes what the agency says of itself and asks of its staff.</summary>
[ApiRoute("PATCH", "agencies/{id}", Summary = "Changes your agency's name, contact or demand for a second factor.")]
internal sealed class ChangeAgency(IAccounts accounts) : UseCase<ChangeAgency.Request, Agency, AgencyView>
{
    internal sealed record Request(
        AgencyId Id,
        string? Name = null,
        string? ContactEmail = null,
        bool? RequiresTotp = null
    );

    public override Permission Needs => Permissions.AdministerAgency;

    // A neighbour's agency is seen, and is not the caller's to change.
    protected override async Task<Agency?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        request.Id == work.Agency ? await work.Db.Set<Agency>().FirstOrDefaultAsync(a => a.Id == request.Id, ct) : null;

    protected override async Task<Outcome<AgencyView>> Handle(
        Request request,
        Agency agency,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var fields = new Fields().Name("name", request.Name);
        if (request.ContactEmail is { } email)
            fields.Email("contactEmail", email);
        if (fields.Refusal is { } refusal)
            return refusal;

        var own = await work.Db.Set<AgencyPrivate>().SingleAsync(a => a.AgencyId == agency.Id, ct);
        // Whoever has none would be out with the next page, and nobody might be left who can take it back.
        if (
            request.RequiresTotp is true
            && !own.RequiresTotp
            && work.Caller is Caller.Staff caller
            && !await accounts.HasSecondFactor(caller.Account, ct)
        )
            return Refusals.SecondFactorFirst;
        agency.Name = request.Name?.Trim() ?? agency.Name;
        own.ContactEmail = request.ContactEmail ?? own.ContactEmail;
        own.RequiresTotp = request.RequiresTotp ?? own.RequiresTotp;
        work.Concerns("agency", agency.Id.Value);
        return new AgencyView(agency.Id, agency.Slug, agency.Name);
    }
}
