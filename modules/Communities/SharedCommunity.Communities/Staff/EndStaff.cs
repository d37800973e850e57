using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Staff;

/// <summary>
/// A staff member leaves the agency: page, key and session see nothing from that commit on. The name stays in what
/// the person did.
/// </summary>
[ApiRoute("DELETE", "staff/{id}", Summary = "Ends a staff member's membership of your agency.")]
[FormRoute("/{agency}/staff/{id}/end")]
internal sealed class EndStaff : UseCase<EndStaff.Request, StaffMembership, Done>
{
    internal sealed record Request(StaffId Id);

    public override Permission Needs => Permissions.AdministerAgency;

    protected override Task<StaffMembership?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work
            .Db.Set<StaffMembership>()
            .FirstOrDefaultAsync(s => s.Id == request.Id && s.AgencyId == work.Agency && s.EndedAt == null, ct);

    protected override async Task<Outcome<Done>> Handle(
        Request request,
        StaffMembership staff,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (!await StaffRoles.AnotherAdministrator(staff.Id, work, ct))
            return Refusals.LastAdministrator;
        staff.EndedAt = work.Now;
        work.Concerns("staff", staff.Id.Value);
        return Done.It;
    }
}
