using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Staff;

/// <summary>
/// Closes a lost or misused account at once: neither a sign-in nor a key of it finds anything any more. An account
/// that belongs to another agency too is not this one's to close; ending the membership is.
/// </summary>
[ApiRoute(
    "POST",
    "staff/{id}/disable-account",
    Summary = "Disables the account of a staff member of your agency only."
)]
[FormRoute("/{agency}/staff/{id}/disable-account")]
internal sealed class DisableAccount : UseCase<DisableAccount.Request, StaffPrivate, Done>
{
    internal sealed record Request(StaffId Id);

    public override Permission Needs => Permissions.AdministerAgency;

    protected override Task<StaffPrivate?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<StaffPrivate>().AsNoTracking().FirstOrDefaultAsync(s => s.StaffId == request.Id, ct);

    protected override async Task<Outcome<Done>> Handle(
        Request request,
        StaffPrivate staff,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (!await StaffRoles.AnotherAdministrator(staff.StaffId, work, ct))
            return Refusals.LastAdministrator;
        var disabled = await work.Call(
            "communities.disable_account",
            [staff.AccountId.Value],
            row => row.GetBoolean(0),
            ct
        );
        if (disabled is not [true])
            return Refusals.AccountShared;
        // It has no other membership: this one ends too, so that it does not count as an administrator who is left.
        var membership = await work.Db.Set<StaffMembership>().SingleAsync(s => s.Id == staff.StaffId, ct);
        membership.EndedAt ??= work.Now;
        work.Concerns("staff", staff.StaffId.Value);
        return Done.It;
    }
}
