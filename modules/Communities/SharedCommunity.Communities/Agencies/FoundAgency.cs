using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Communities.Staff;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Agencies;

/// <summary>
/// A platform administrator founds an agency together with its first administrator, and sees nothing of it afterwards.
/// </summary>
[ApiRoute(
    "POST",
    "agencies",
    Summary = "Founds an agency with its first administrator (platform administrators).",
    Creates = true
)]
internal sealed class FoundAgency(IAccounts accounts)
    : UseCase<FoundAgency.Request, FoundAgency.Request, FoundAgency.Founded>
{
    internal sealed record Administrator(string Email, string DisplayName, IReadOnlyList<string>? Languages = null);

    internal sealed record Request(string Slug, string Name, Administrator Administrator)
    {
        /// <summary>Not a field of the API: only the demo marks what it founds.</summary>
        internal bool Demo { get; init; }
    }

    // SignInLink: By which a new administrator sets a password; shown this once.
    internal sealed record Founded(AgencyId Id, string Slug, string Name, StaffId Administrator, string? SignInLink);

    public override Permission Needs => Permissions.FoundAgencies;
    public override bool HoldsSecret => true;

    protected override Task<Request?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Request?>(request);

    protected override async Task<Outcome<Founded>> Handle(
        Request request,
        Request subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var first = request.Administrator;
        var fields = new Fields()
            .Slug("slug", request.Slug)
            .Name("name", request.Name)
            .Email("administrator.email", first.Email)
            .Name("administrator.displayName", first.DisplayName)
            .Languages("administrator.languages", first.Languages, needed: false);
        if (fields.Refusal is { } refusal)
            return refusal;

        var agency = new Agency(AgencyId.New(), request.Slug, request.Name.Trim(), work.Now, request.Demo);
        work.Db.Add(agency);
        if (await Fields.IsTaken(work.Db, ct))
            return Refusal.Invalid(("slug", "taken"));

        var account = await accounts.FindOrCreate(first.Email, ct);
        var staff = new StaffMembership(
            StaffId.New(),
            agency.Id,
            first.DisplayName.Trim(),
            first.Languages ?? [],
            work.Now
        );
        work.Db.AddRange(
            new AgencyPrivate { AgencyId = agency.Id, ContactEmail = first.Email },
            staff,
            new StaffPrivate
            {
                AgencyId = agency.Id,
                StaffId = staff.Id,
                AccountId = account,
                Email = first.Email,
            },
            new StaffRole
            {
                AgencyId = agency.Id,
                StaffId = staff.Id,
                Role = Role.AgencyAdministrator,
            }
        );
        work.Concerns("agency", agency.Id.Value);
        // Its queue on the bus stands from now on.
        work.Wake("agencies");
        var link = await SignInLinks.ForNewcomer(accounts, account, agency.Id, work, ct);
        return new Founded(agency.Id, agency.Slug, agency.Name, staff.Id, link);
    }
}
