using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Staff;

/// <summary>An agency's administrator takes somebody onto the staff, or takes back somebody who had left.</summary>
[ApiRoute("POST", "staff", Summary = "Adds a staff member to your agency.", Creates = true)]
[FormRoute("/{agency}/staff/add")]
internal sealed class AddStaff(IAccounts accounts) : UseCase<AddStaff.Request, Rights, AddStaff.Added>
{
    internal sealed record Request(
        string Email,
        string DisplayName,
        IReadOnlyList<HeldRole> Roles,
        IReadOnlyList<string>? Languages = null
    );

    // SignInLink: By which a newcomer sets a password; shown this once.
    internal sealed record Added(StaffId Id, string? SignInLink);

    public override Permission Needs => Permissions.AdministerAgency;
    public override bool HoldsSecret => true;

    protected override Task<Rights?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Rights?>(work.Rights);

    protected override async Task<Outcome<Added>> Handle(
        Request request,
        Rights subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var fields = new Fields()
            .Email("email", request.Email)
            .Name("displayName", request.DisplayName)
            .Languages("languages", request.Languages, needed: false);
        await StaffRoles.Check(fields, request.Roles, [], work, ct);
        if (fields.Refusal is { } refusal)
            return refusal;

        var account = await accounts.FindOrCreate(request.Email, ct);
        var known = await work.Db.Set<StaffPrivate>().FirstOrDefaultAsync(s => s.AccountId == account, ct);
        var staff = known is null ? Join(request, account, work) : await Rejoin(request, known, work, ct);
        if (staff is null || await Fields.IsTaken(work.Db, ct))
            return Refusals.AlreadyStaff;

        work.Db.AddRange(StaffRoles.Of(staff.Id, work.Agency, request.Roles));
        work.Concerns("staff", staff.Id.Value);
        return new Added(staff.Id, await SignInLinks.ForNewcomer(accounts, account, work.Agency, work, ct));
    }

    private static StaffMembership Join(Request request, AccountId account, UnitOfWork work)
    {
        var staff = new StaffMembership(
            StaffId.New(),
            work.Agency,
            request.DisplayName.Trim(),
            request.Languages ?? [],
            work.Now
        );
        work.Db.AddRange(
            staff,
            new StaffPrivate
            {
                StaffId = staff.Id,
                AgencyId = work.Agency,
                AccountId = account,
                Email = request.Email,
            }
        );
        return staff;
    }

    /// <returns>The membership taken up again; null if it never ended.</returns>
    private static async Task<StaffMembership?> Rejoin(
        Request request,
        StaffPrivate known,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var staff = await work.Db.Set<StaffMembership>().SingleAsync(s => s.Id == known.StaffId, ct);
        if (staff.EndedAt is null)
            return null;
        staff.EndedAt = null;
        staff.DisplayName = request.DisplayName.Trim();
        staff.Languages = [.. request.Languages ?? staff.Languages];
        known.Email = request.Email;
        // Roles of the former time do not come back by themselves.
        work.Db.RemoveRange(await work.Db.Set<StaffRole>().Where(r => r.StaffId == staff.Id).ToListAsync(ct));
        return staff;
    }
}
