using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Membership.Contracts;

namespace SharedCommunity.Membership.Members;

/// <inheritdoc />
internal sealed class KnownMembers : IMembers
{
    private const string Learn = """
        update membership.members m set language = learned.language
        from unnest($1::uuid[], $2::text[]) as learned (member_id, language)
        where m.id = learned.member_id and m.language is distinct from learned.language
        """;

    /// <inheritdoc />
    public async Task LearnLanguages(
        UnitOfWork work,
        IReadOnlyList<(MemberId Member, string Language)> learned,
        CancellationToken ct
    )
    {
        if (learned.Count == 0)
            return;
        var last = learned
            .GroupBy(one => one.Member)
            .Select(one => one.Last())
            .OrderBy(one => one.Member.Value)
            .ToList();
        await work.Execute(
            Learn,
            [last.Select(one => one.Member.Value).ToArray(), last.Select(one => one.Language).ToArray()],
            ct
        );
    }

    /// <inheritdoc />
    public MemberId EnterByHand(UnitOfWork work, CommunityId community, string name, string? language)
    {
        var member = new Member(community, name, language, work.Now);
        work.Db.Add(member);
        return member.Id;
    }
}
