using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Keys;

/// <summary>Takes a key out of use, at once and for good: one's own, or as an administrator anybody's.</summary>
[ApiRoute("DELETE", "api-keys/{id}", Summary = "Revokes an API key.")]
[FormRoute("/{agency}/keys/{id}/revoke")]
internal sealed class RevokeApiKey : UseCase<RevokeApiKey.Request, ApiKey, Done>
{
    internal sealed record Request(Guid Id);

    public override Permission Needs => Permissions.ReadOwn;

    protected override async Task<ApiKey?> Load(Request request, UnitOfWork work, CancellationToken ct)
    {
        var key = await work.Db.Set<ApiKey>().FirstOrDefaultAsync(k => k.Id == request.Id, ct);
        var mine = key?.StaffId == work.Rights.Staff;
        return mine || work.Rights.Allow(Permissions.AdministerAgency, null) ? key : null;
    }

    protected override Task<Outcome<Done>> Handle(Request request, ApiKey key, UnitOfWork work, CancellationToken ct)
    {
        key.RevokedAt ??= work.Now;
        work.Concerns("api_key", key.Id);
        return Task.FromResult<Outcome<Done>>(Done.It);
    }
}
