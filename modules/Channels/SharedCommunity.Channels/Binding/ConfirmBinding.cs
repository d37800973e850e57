using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Notices;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Binding;

/// <summary>An administrator says that it is the right group: from now on it belongs to the community.</summary>
[ApiRoute(
    "POST",
    "bind-requests/{id}/confirm",
    Summary = "Binds the group that asked; the bot then introduces itself there."
)]
[FormRoute("/{agency}/{community}/settings/channels/bind-requests/{id}/confirm")]
internal sealed class ConfirmBinding(NoticeBoard notices)
    : UseCase<ConfirmBinding.Request, BindRequest, ConfirmBinding.Bound>
{
    internal sealed record Request(Guid Id);

    internal sealed record Bound(ChannelId ChannelId);

    public override Permission Needs => Permissions.Bind;

    protected override Task<BindRequest?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<BindRequest>().FirstOrDefaultAsync(r => r.Id == request.Id, ct);

    protected override async Task<Outcome<Bound>> Handle(
        Request request,
        BindRequest asked,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (asked.DecidedAt is not null)
            return Refusals.AlreadyDecided;
        // The link was made by the connection's owner; a colleague of another agency may not bind in their name.
        if (await OwnConnection.Find(asked.ConnectionId, work, ct) is not { } connection)
            return Refusal.Forbidden;
        (asked.DecidedAt, asked.DecidedBy, asked.Confirmed) = (work.Now, work.Rights.Staff, true);
        ChannelId channel;
        try
        {
            channel = await ChannelSetup.Bind(work, asked.CommunityId, connection, asked.ChatId, asked.Title, ct);
        }
        // A group is bound once: the index says so, whichever community has it.
        catch (DbUpdateException)
        {
            return Refusals.AlreadyBound;
        }
        await notices.TellGroup(asked.CommunityId, channel, connection.Id, work, ct);
        work.Concerns("channel", channel.Value, asked.CommunityId);
        work.Changed(asked.CommunityId, "settings");
        work.Wake("journal");
        return new Bound(channel);
    }
}
