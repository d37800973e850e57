using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Notices;

/// <summary>The notes that a community's bots write, as they would go out now.</summary>
internal sealed class ShowNotices(IConfiguration configuration)
    : Query<ShowNotices.Request, CommunityCard, ShowNotices.Model>
{
    internal sealed record Request(string Community);

    /// <param name="Words">The words, on the community's first bot.</param>
    /// <param name="Languages">The languages in which they go out, in that order.</param>
    internal sealed record Model(NoticeWords Words, IReadOnlyList<string> Languages);

    public override Permission Needs => Permissions.Notices;

    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.CommunityBySlug(request.Community, ct);

    protected override async Task<Outcome<Model>> Handle(
        Request request,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var bot = await work
            .Db.Set<Channel>()
            .Where(c => c.CommunityId == community.Id && c.ConnectionId != null)
            .OrderBy(c => c.Since)
            .Select(c => c.ConnectionId)
            .FirstOrDefaultAsync(ct);
        return new Model(
            await NoticeWords.Of(community, bot, configuration["PublicUrl"], work, ct),
            NoticeBoard.Languages(community)
        );
    }
}
