using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Membership.Contracts;

namespace SharedCommunity.Membership.Members;

/// <summary>Makes a member of every account that is new to a community, and keeps shown names up to date.</summary>
internal sealed class MeetMembers : IHandle<MessagePosted>, IHandle<AccountJoined>, IHandle<AccountLeft>
{
    // An account that two hosts meet at once becomes one member: the account's row decides who made it.
    private const string Meet = """
        with met as (
            select * from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::boolean[])
                as met (account_id, member_id, name, language, at, in_group)
        ), taken as (
            insert into membership.member_accounts (community_id, channel_account_id, member_id)
            select $1, met.account_id, met.member_id from met
            where not exists (select from membership.member_accounts a
                where a.community_id = $1 and a.channel_account_id = met.account_id)
            order by met.account_id
            on conflict do nothing
            returning member_id
        ), known as (
            update membership.members m
            set name = met.name, left_at = case when met.in_group then null else m.left_at end
            from met
            join membership.member_accounts a on a.community_id = $1 and a.channel_account_id = met.account_id
            where m.community_id = $1 and m.id = a.member_id
                and (m.name <> met.name or (met.in_group and m.left_at is not null))
        )
        insert into membership.members (id, community_id, name, language, joined_at, entered_by_hand)
        select met.member_id, $1, met.name, met.language, met.at, false
        from met join taken on taken.member_id = met.member_id
        """;

    private const string WhoIsBehind = """
        select a.channel_account_id, a.member_id from membership.member_accounts a
        where a.community_id = $1 and a.channel_account_id = any ($2)
        """;

    private const string Leave = """
        update membership.members m set left_at = gone.at
        from unnest($2::uuid[], $3::timestamptz[]) as gone (account_id, at)
        join membership.member_accounts a on a.community_id = $1 and a.channel_account_id = gone.account_id
        where m.community_id = $1 and m.id = a.member_id
        """;

    public async Task Handle(IReadOnlyList<MessagePosted> announced, UnitOfWork work, CancellationToken ct)
    {
        foreach (var community in announced.Where(message => !message.ByStaff).GroupBy(message => message.CommunityId))
            await MeetAll(
                work,
                community.Key,
                community.Select(message => new Met(
                    message.Account,
                    message.WriterName,
                    message.LanguageHint,
                    message.SentAt,
                    !message.Private
                )),
                ct
            );
    }

    public async Task Handle(IReadOnlyList<AccountJoined> announced, UnitOfWork work, CancellationToken ct)
    {
        foreach (var community in announced.GroupBy(joined => joined.CommunityId))
        {
            await MeetAll(
                work,
                community.Key,
                community.Select(joined => new Met(joined.Account, joined.Name, null, joined.At, true)),
                ct
            );
            var members = await MembersOf(work, community.Key, community.Select(joined => joined.Account), ct);
            foreach (var joined in community)
                work.Announce(new MemberJoined(community.Key, members[joined.Account], joined.Channel, joined.At));
            work.Changed(community.Key, "members");
        }
    }

    public async Task Handle(IReadOnlyList<AccountLeft> announced, UnitOfWork work, CancellationToken ct)
    {
        foreach (var community in announced.GroupBy(left => left.CommunityId))
        {
            var last = community.GroupBy(left => left.Account).Select(one => one.Last()).ToList();
            await work.Execute(
                Leave,
                [
                    community.Key.Value,
                    last.Select(left => left.Account.Value).ToArray(),
                    last.Select(left => left.At).ToArray(),
                ],
                ct
            );
            var members = await MembersOf(work, community.Key, community.Select(left => left.Account), ct);
            foreach (var left in community)
                // Somebody whom we never met may leave.
                if (members.TryGetValue(left.Account, out var member))
                    work.Announce(new MemberLeft(community.Key, member, left.Channel, left.At));
            work.Changed(community.Key, "members");
        }
    }

    private static async Task MeetAll(
        UnitOfWork work,
        CommunityId community,
        IEnumerable<Met> all,
        CancellationToken ct
    )
    {
        // The newest name of each account counts; a word in the group shows that the member is there.
        Met[] met =
        [
            .. all.GroupBy(one => one.Account)
                .Select(same => same.Last() with { InGroup = same.Any(one => one.InGroup), At = same.First().At }),
        ];
        if (met.Length == 0)
            return;
        await work.Execute(
            Meet,
            [
                community.Value,
                met.Select(one => one.Account.Value).ToArray(),
                met.Select(_ => MemberId.New().Value).ToArray(),
                met.Select(one => one.Name).ToArray(),
                met.Select(one => one.Language).ToArray(),
                met.Select(one => one.At).ToArray(),
                met.Select(one => one.InGroup).ToArray(),
            ],
            ct
        );
    }

    private static async Task<Dictionary<ChannelAccountId, MemberId>> MembersOf(
        UnitOfWork work,
        CommunityId community,
        IEnumerable<ChannelAccountId> accounts,
        CancellationToken ct
    )
    {
        var rows = await work.Query(
            WhoIsBehind,
            [community.Value, accounts.Select(account => account.Value).Distinct().ToArray()],
            row => (Account: ChannelAccountId.From(row.GetGuid(0)), Member: MemberId.From(row.GetGuid(1))),
            ct
        );
        return rows.ToDictionary(row => row.Account, row => row.Member);
    }

    private sealed record Met(ChannelAccountId Account, string Name, string? Language, Instant At, bool InGroup);
}
