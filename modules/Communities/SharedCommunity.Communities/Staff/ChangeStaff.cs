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
        IReadOnlyList<HeldRole>? Roles = null
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
        await StaffRoles.Check(fields, request.Roles, work, ct);
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
            await Replace(staff, roles, work, ct);
        }
        work.Concerns("staff", staff.Id.Value);
        return Done.It;
    }

    private static async Task Replace(
        StaffMembership staff,
        IReadOnlyList<HeldRole> roles,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var held = await work.Db.Set<StaffRole>().Where(r => r.StaffId == staff.Id).ToListAsync(ct);
        work.Db.RemoveRange(held.Where(role => !roles.Contains(new(role.Role, role.CommunityId))));
        var added = roles.Where(role => !held.Any(h => h.Role == role.Role && h.CommunityId == role.Community));
        work.Db.AddRange(StaffRoles.Of(staff.Id, work.Agency, added));
    }
}
