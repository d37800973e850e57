using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Staff;

/// <summary>An agency's administrator changes a staff member's name, languages or roles.</summary>
[ApiRoute("PATCH", "staff/{id}", Summary = "Changes a staff member's name, languages or roles.")]
[FormRoute("/{agency}/staff/{id}/change")]
internal sealed class ChangeStaff : UseCase<ChangeStaff.Request, StaffMembership, Done>
{
    internal sealed record Request(
        StaffId Id,
        string? DisplayName = null,
        IReadOnlyList<string>? Languages = null,
        IReadOnlyList<HeldRole>? Roles = null,
        // The communities that the sender could choose from: roles in others stay. Left out, the roles are all there are.
        IReadOnlyList<CommunityId>? Offered = null
    );

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
        var fields = new Fields()
            .Name("displayName", request.DisplayName)
            .Languages("languages", request.Languages, needed: false);
        List<StaffRole> held = request.Roles is null
            ? []
            : await work.Db.Set<StaffRole>().Where(r => r.StaffId == staff.Id).ToListAsync(ct);
        await StaffRoles.Check(fields, request.Roles, held.Select(Said), work, ct);
        if (fields.Refusal is { } refusal)
            return refusal;

        staff.DisplayName = request.DisplayName?.Trim() ?? staff.DisplayName;
        if (request.Languages is { } languages)
            staff.Languages = [.. languages];
        if (request.Roles is { } roles)
        {
            if (
                roles.All(role => role.Role != Role.AgencyAdministrator)
                && !await StaffRoles.AnotherAdministrator(staff.Id, work, ct)
            )
                return Refusals.LastAdministrator;
            Replace(staff, held, roles, request.Offered, work);
        }
        work.Concerns("staff", staff.Id.Value);
        return Done.It;
    }

    private static HeldRole Said(StaffRole role) => new(role.Role, role.CommunityId);

    private static void Replace(
        StaffMembership staff,
        List<StaffRole> held,
        IReadOnlyList<HeldRole> roles,
        IReadOnlyList<CommunityId>? offered,
        UnitOfWork work
    )
    {
        work.Db.RemoveRange(held.Where(role => !roles.Contains(Said(role)) && MayGo(role)));
        work.Db.AddRange(StaffRoles.Of(staff.Id, work.Agency, roles.Except(held.Select(Said))));

        bool MayGo(StaffRole role) =>
            offered is null || role.CommunityId is not { } community || offered.Contains(community);
    }
}
