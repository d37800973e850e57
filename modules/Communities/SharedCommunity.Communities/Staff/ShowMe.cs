using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Agencies;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Staff;

/// <summary>Who the caller is: the account, the membership that this request acts as, and the others.</summary>
[ApiRoute("GET", "me", Summary = "Your account, the agency that you act for, your roles, your other memberships.")]
internal sealed class ShowMe : Query<ShowMe.Request, StaffPrivate, ShowMe.Me>
{
    internal sealed record Request;

    /// <summary>A membership of an agency, named as the header X-Agency and addresses name it.</summary>
    internal sealed record Membership(AgencyId AgencyId, string Agency, StaffId StaffId);

    internal sealed record Me(
        AccountId AccountId,
        string Email,
        StaffId StaffId,
        string DisplayName,
        IReadOnlyList<string> Languages,
        AgencyView Agency,
        IReadOnlyList<HeldRole> Roles,
        IReadOnlyList<Membership> Memberships,
        bool PlatformAdministrator
    );

    public override Permission Needs => Permissions.ReadOwn;

    protected override Task<StaffPrivate?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<StaffPrivate>().AsNoTracking().FirstOrDefaultAsync(s => s.StaffId == work.Rights.Staff, ct);

    protected override async Task<Outcome<Me>> Handle(
        Request request,
        StaffPrivate own,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var staff = await work.Db.Set<StaffMembership>().AsNoTracking().SingleAsync(s => s.Id == own.StaffId, ct);
        var agency = await work.Db.Set<Agency>().AsNoTracking().SingleAsync(a => a.Id == own.AgencyId, ct);
        var memberships = await work.Call(
            "communities.staff_of_account",
            [own.AccountId.Value],
            row => new Membership(AgencyId.From(row.GetGuid(0)), row.GetString(2), StaffId.From(row.GetGuid(1))),
            ct
        );
        var platform = await work.Call(
            "communities.is_platform_administrator",
            [own.AccountId.Value],
            row => row.GetBoolean(0),
            ct
        );
        return new Me(
            own.AccountId,
            own.Email,
            staff.Id,
            staff.DisplayName,
            staff.Languages,
            new(agency.Id, agency.Slug, agency.Name),
            [.. work.Rights.Roles.Select(held => new HeldRole(held.Role, held.Community))],
            memberships,
            platform is [true]
        );
    }
}
