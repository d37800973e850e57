using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Binding;

/// <summary>An administrator says that it is not: the request is closed, the group stays nobody's.</summary>
[ApiRoute("POST", "bind-requests/{id}/decline", Summary = "Refuses the group that asked.")]
[FormRoute("/{agency}/{community}/settings/channels/bind-requests/{id}/decline")]
internal sealed class DeclineBinding : UseCase<DeclineBinding.Request, BindRequest, Done>
{
    internal sealed record Request(Guid Id);

    public override Permission Needs => Permissions.Bind;

    protected override Task<BindRequest?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<BindRequest>().FirstOrDefaultAsync(r => r.Id == request.Id, ct);

    protected override Task<Outcome<Done>> Handle(
        Request request,
        BindRequest asked,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (asked.DecidedAt is not null)
            return Task.FromResult<Outcome<Done>>(Refusals.AlreadyDecided);
        (asked.DecidedAt, asked.DecidedBy, asked.Confirmed) = (work.Now, work.Rights.Staff, false);
        work.Concerns("bind_request", asked.Id, asked.CommunityId);
        work.Changed(asked.CommunityId, "settings");
        return Task.FromResult<Outcome<Done>>(Done.It);
    }
}
