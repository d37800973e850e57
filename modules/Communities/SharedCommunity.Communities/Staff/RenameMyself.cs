using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Staff;

/// <summary>
/// A staff member changes the name that colleagues see. What was done under the old name keeps it: the history holds
/// names as they were.
/// </summary>
[ApiRoute("PATCH", "me", Summary = "Changes the name that your colleagues see.")]
[FormRoute("/{agency}/own/name")]
internal sealed class RenameMyself : UseCase<RenameMyself.Request, StaffMembership, Done>
{
    /// <param name="DisplayName">The new name.</param>
    internal sealed record Request(string DisplayName);

    public override Permission Needs => Permissions.ReadOwn;

    protected override Task<StaffMembership?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<StaffMembership>().FirstOrDefaultAsync(s => s.Id == work.Rights.Staff, ct);

    protected override Task<Outcome<Done>> Handle(
        Request request,
        StaffMembership staff,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (new Fields().Name("displayName", request.DisplayName).Refusal is { } refusal)
            return Task.FromResult<Outcome<Done>>(refusal);
        staff.DisplayName = request.DisplayName.Trim();
        work.Concerns("staff", staff.Id.Value);
        return Task.FromResult<Outcome<Done>>(Done.It);
    }
}
