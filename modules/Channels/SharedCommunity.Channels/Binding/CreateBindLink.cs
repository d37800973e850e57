using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Binding;

/// <summary>Makes the link that an administrator opens to bring the bot into their group. One use, fifteen minutes.</summary>
[ApiRoute(
    "POST",
    "communities/{id}/bind-links",
    Summary = "Makes a one-time link that binds a group to the community. It is shown this once.",
    Creates = true
)]
[FormRoute("/{agency}/{community}/settings/channels/bind-link")]
internal sealed class CreateBindLink : UseCase<CreateBindLink.Request, CommunityCard, CreateBindLink.Made>
{
    internal sealed record Request(ConnectionId ConnectionId, CommunityId? Id = null, string? Community = null);

    internal sealed record Made(string Url, string Command, Instant ExpiresAt);

    public override Permission Needs => Permissions.Bind;
    public override bool HoldsSecret => true;

    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        request.Id is { } id ? work.Community(id, ct) : work.CommunityBySlug(request.Community ?? "", ct);

    protected override async Task<Outcome<Made>> Handle(
        Request request,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (await OwnConnection.Find(request.ConnectionId, work, ct) is not { } connection)
            return Refusal.NotFound;
        if (connection is not { State: ConnectionState.Active, BotUsername: { } bot })
            return Refusal.Invalid(("connectionId", "connection_not_ready"));
        var token = BindToken.New();
        var link = new BindLink
        {
            CommunityId = community.Id,
            ConnectionId = connection.Id,
            Hash = BindToken.Hash(token),
            MadeBy = work.Rights.Staff,
            ExpiresAt = work.Now + BindLink.Lasts,
        };
        work.Db.Add(link);
        work.Concerns("bind_link", link.Id, community.Id);
        return new Made($"https://t.me/{bot}?startgroup={token}", $"/bind@{bot} {token}", link.ExpiresAt);
    }
}
