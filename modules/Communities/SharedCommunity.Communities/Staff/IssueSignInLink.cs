using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Staff;

/// <summary>
/// Without mail, an administrator gives a colleague who cannot sign in a link by which to set a new password. Shown
/// once, used once, in the audit log.
/// </summary>
[ApiRoute("POST", "staff/{id}/sign-in-link", Summary = "A one-time link by which a staff member sets a new password.")]
[FormRoute("/{agency}/staff/{id}/sign-in-link")]
internal sealed class IssueSignInLink(IAccounts accounts)
    : UseCase<IssueSignInLink.Request, StaffPrivate, IssueSignInLink.Link>
{
    internal sealed record Request(StaffId Id);

    internal sealed record Link(string SignInLink);

    public override Permission Needs => Permissions.AdministerAgency;
    public override bool HoldsSecret => true;

    protected override Task<StaffPrivate?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        (
            from own in work.Db.Set<StaffPrivate>()
            join staff in work.Db.Set<StaffMembership>() on own.StaffId equals staff.Id
            where own.StaffId == request.Id && staff.EndedAt == null
            select own
        ).FirstOrDefaultAsync(ct);

    protected override async Task<Outcome<Link>> Handle(
        Request request,
        StaffPrivate staff,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (!await SignInLinks.MayIssue(staff.AccountId, work.Agency, work, ct))
            return Refusals.AccountShared;
        work.Concerns("staff", staff.StaffId.Value);
        return new Link(await accounts.IssueResetLink(staff.AccountId, ct));
    }
}
