using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Membership.Contracts;

namespace SharedCommunity.Membership.Members;

/// <summary>Lists the members of a community, the newest first.</summary>
[ApiRoute("GET", "communities/{id}/members", Summary = "The members of a community, the newest first.")]
internal sealed class ListMembers : Query<ListMembers.Request, CommunityCard, Page<MemberItem>>
{
    /// <param name="Id">The community.</param>
    /// <param name="Q">Part of a name.</param>
    /// <param name="After">Where the page before ended.</param>
    /// <param name="Limit">How many.</param>
    public sealed record Request(CommunityId Id, string? Q = null, string? After = null, int? Limit = null);

    /// <inheritdoc />
    public override Permission Needs => MemberPermissions.Read;

    /// <inheritdoc />
    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<CommunityCard>().FirstOrDefaultAsync(community => community.Id == request.Id, ct);

    /// <inheritdoc />
    protected override async Task<Outcome<Page<MemberItem>>> Handle(
        Request request,
        CommunityCard subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var members = work.Db.Set<MemberCard>().Where(member => member.CommunityId == subject.Id);
        if (!string.IsNullOrWhiteSpace(request.Q))
        {
            var part = "%" + Escaped(request.Q.Trim()) + "%";
            members = members.Where(member => EF.Functions.ILike(member.Name, part, "\\"));
        }

        if (request.After is not null)
        {
            if (!PageKey.TryRead<Key>(request.After, out var key))
                return Refusal.Malformed(("after", "not_readable"));
            members = members.Where(member =>
                EF.Functions.LessThan(ValueTuple.Create(member.JoinedAt, member.Id), ValueTuple.Create(key.At, key.Id))
            );
        }

        var limit = PageKey.Limit(request.Limit);
        var rows = await members
            .OrderByDescending(member => member.JoinedAt)
            .ThenByDescending(member => member.Id)
            .Take(limit + 1)
            .Select(member => new MemberItem(
                member.Id,
                member.CommunityId,
                member.Name,
                member.Language,
                member.JoinedAt,
                member.LeftAt
            ))
            .ToListAsync(ct);
        return PageKey.Page(rows, limit, row => new Key(row.JoinedAt, row.Id));
    }

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);

    private sealed record Key(Instant At, MemberId Id);
}
