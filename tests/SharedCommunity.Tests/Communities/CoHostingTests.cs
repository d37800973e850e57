using Microsoft.EntityFrameworkCore;
using Npgsql;
using SharedCommunity.Communities.CoHosting;
using SharedCommunity.Communities.Communities;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Communities;

/// <summary>How agencies come to share a community, and how that ends.</summary>
public sealed class CoHostingTests(CommunitiesFixture house) : IClassFixture<CommunitiesFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invited_agency_sees_the_community_once_it_has_accepted()
    {
        var (lead, coHost) = (await house.Agency(), await house.Agency());
        var community = await house.Community(lead);
        var invited = await Invite(lead.Caller, community, coHost.Slug, CoHostRole.CoHost);
        Assert.Equal(CoHostState.Invited, invited.Value!.State);
        Assert.Equal(coHost.Id, invited.Value.Id);
        Assert.False(await Sees(coHost, community));

        var moderator = await house.Staff(coHost, Role.Moderator, Role.CommunityAdministrator);
        var accept = house.Get<AcceptCoHosting>();
        var notTheirs = await house.Runner.Run(accept, new(community), moderator.Caller, ct: Ct);
        Assert.Equal(Refusal.Forbidden, notTheirs.Refusal);
        Assert.True((await house.Runner.Run(accept, new(community), coHost.Caller, ct: Ct)).IsDone);
        Assert.True(await Sees(coHost, community));
        Assert.Equal(
            "not_from_here",
            (await house.Runner.Run(accept, new(community), coHost.Caller, ct: Ct)).Refusal?.Code
        );

        var list = await house.Runner.Run(house.Get<ListCoHosts>(), new(community), coHost.Caller, ct: Ct);
        Assert.Equal(
            new[] { (lead.Slug, CoHostRole.Lead), (coHost.Slug, CoHostRole.CoHost) }.Order(),
            list.Value!.Items.Select(item => (item.Agency, item.Role)).Order()
        );
        Assert.All(list.Value.Items, item => Assert.NotNull(item.Name));
    }

    [Fact]
    public async Task Only_a_lead_invites_and_changes()
    {
        var (lead, coHost, other) = (await house.Agency(), await house.Agency(), await house.Agency());
        var community = await house.Community(lead);
        await house.Join(lead, community, coHost, CoHostRole.CoHost);
        Assert.Equal("lead_only", (await Invite(coHost.Caller, community, other.Slug, CoHostRole.Lead)).Refusal?.Code);
        Assert.Equal("lead_only", (await Change(coHost, community, lead, state: CoHostState.Suspended)).Refusal?.Code);
        Assert.Equal("lead_only", (await Change(coHost, community, coHost, role: CoHostRole.Lead)).Refusal?.Code);
        Assert.Equal("not_found", (await Invite(other.Caller, community, other.Slug, CoHostRole.Lead)).Refusal?.Code);
        Assert.Equal("not_found", (await Change(other, community, lead, state: CoHostState.Left)).Refusal?.Code);
        var viewer = await house.Staff(lead, Role.Viewer);
        Assert.Equal(
            "forbidden",
            (await Invite(viewer.Caller, community, other.Slug, CoHostRole.CoHost)).Refusal?.Code
        );
        Assert.Equal(
            "already_co_host",
            (await Invite(lead.Caller, community, coHost.Slug, CoHostRole.CoHost)).Refusal?.Code
        );
        var unknown = await Invite(lead.Caller, community, "nobody-here", CoHostRole.CoHost);
        Assert.Equal("unknown_agency", unknown.Refusal?.Fields["agency"]);
    }

    [Fact]
    public async Task A_suspended_agency_sees_nothing_until_it_is_taken_back()
    {
        var (lead, coHost) = (await house.Agency(), await house.Agency());
        var community = await house.Community(lead);
        await house.Join(lead, community, coHost, CoHostRole.CoHost);
        Assert.True((await Change(lead, community, coHost, state: CoHostState.Suspended)).IsDone);
        Assert.False(await Sees(coHost, community));
        Assert.Contains(new CoHostingEnded(community, coHost.Id), house.Ended);
        var leave = await house.Runner.Run(house.Get<LeaveCommunity>(), new(community), coHost.Caller, ct: Ct);
        Assert.Equal("not_from_here", leave.Refusal?.Code);
        var accept = await house.Runner.Run(house.Get<AcceptCoHosting>(), new(community), coHost.Caller, ct: Ct);
        Assert.Equal("not_from_here", accept.Refusal?.Code);
        Assert.True((await Change(lead, community, coHost, state: CoHostState.Active)).IsDone);
        Assert.True(await Sees(coHost, community));
    }

    [Fact]
    public async Task Becoming_a_referral_partner_ends_the_work_on_the_queue()
    {
        var (lead, coHost) = (await house.Agency(), await house.Agency());
        var community = await house.Community(lead);
        await house.Join(lead, community, coHost, CoHostRole.CoHost);
        Assert.True((await Change(lead, community, coHost, role: CoHostRole.ReferralPartner)).IsDone);
        Assert.False(await Sees(coHost, community));
        Assert.Contains(new CoHostingEnded(community, coHost.Id), house.Ended);
    }

    [Fact]
    public async Task An_agency_that_leaves_sees_nothing_and_can_be_invited_again()
    {
        var (lead, coHost) = (await house.Agency(), await house.Agency());
        var community = await house.Community(lead);
        await house.Join(lead, community, coHost, CoHostRole.CoHost);
        var left = await house.Runner.Run(house.Get<LeaveCommunity>(), new(community), coHost.Caller, ct: Ct);
        Assert.True(left.IsDone);
        Assert.False(await Sees(coHost, community));
        Assert.Contains(new CoHostingEnded(community, coHost.Id), house.Ended);
        Assert.True((await Invite(lead.Caller, community, coHost.Slug, CoHostRole.CoHost)).IsDone);
    }

    [Fact]
    public async Task A_community_keeps_a_lead()
    {
        var (lead, second) = (await house.Agency(), await house.Agency());
        var community = await house.Community(lead);
        var leave = house.Get<LeaveCommunity>();
        Assert.Equal("last_lead", (await house.Runner.Run(leave, new(community), lead.Caller, ct: Ct)).Refusal?.Code);
        Assert.Equal("last_lead", (await Change(lead, community, lead, role: CoHostRole.CoHost)).Refusal?.Code);
        Assert.Equal("last_lead", (await Change(lead, community, lead, state: CoHostState.Suspended)).Refusal?.Code);
        await house.Join(lead, community, second, CoHostRole.Lead);
        Assert.True((await house.Runner.Run(leave, new(community), lead.Caller, ct: Ct)).IsDone);
        Assert.Equal("last_lead", (await house.Runner.Run(leave, new(community), second.Caller, ct: Ct)).Refusal?.Code);
    }

    [Fact]
    public async Task Of_two_leads_that_go_at_once_one_stays()
    {
        for (var round = 0; round < 10; round++)
        {
            var (one, two) = (await house.Agency(), await house.Agency());
            var community = await house.Community(one);
            await house.Join(one, community, two, CoHostRole.Lead);
            var leave = house.Get<LeaveCommunity>();
            var both = await Task.WhenAll(
                house.Runner.Run(leave, new(community), one.Caller, ct: Ct),
                house.Runner.Run(leave, new(community), two.Caller, ct: Ct)
            );
            Assert.Equal(1, both.Count(outcome => outcome.IsDone));
            Assert.Equal("last_lead", both.Single(outcome => !outcome.IsDone).Refusal?.Code);
        }
    }

    [Fact]
    public async Task An_agency_that_is_suspended_as_a_whole_sees_none_of_its_communities_until_it_is_back()
    {
        var (lead, coHost) = (await house.Agency(), await house.Agency());
        var community = await house.Community(lead);
        await house.Join(lead, community, coHost, CoHostRole.CoHost);
        async Task<List<Guid>> Visible() =>
            await house.Work.Run(
                Scope.Agency(coHost.Id),
                (work, ct) => work.Query("select unnest(communities.visible())", [], row => row.GetGuid(0), ct),
                Ct
            );
        Task Put(string state) =>
            house.Database.Administer($"update communities.agencies set state = '{state}' where id = '{coHost.Id}'");

        Assert.Equal([community.Value], await Visible());
        await Put("Suspended");
        Assert.Empty(await Visible());
        // Its own part cannot be written back to active past the trigger.
        await house.Database.Administer(
            $"update communities.co_hosts set agency_active = true where agency_id = '{coHost.Id}'"
        );
        Assert.Empty(await Visible());
        await Put("Active");
        Assert.Equal([community.Value], await Visible());
    }

    [Fact]
    public async Task An_agency_that_is_suspended_while_it_is_taken_in_sees_nothing()
    {
        var (lead, coHost) = (await house.Agency(), await house.Agency());
        var community = await house.Community(lead);
        await using var source = NpgsqlDataSource.Create(house.Database.Owner + ";Pooling=false");
        await using var suspending = await source.OpenConnectionAsync(Ct);
        await using var suspension = await suspending.BeginTransactionAsync(Ct);
        await using var suspend = suspending.CreateCommand();
        suspend.CommandText = "update communities.agencies set state = 'Suspended' where id = $1";
        suspend.Parameters.Add(new NpgsqlParameter { Value = coHost.Id.Value });
        Assert.Equal(1, await suspend.ExecuteNonQueryAsync(Ct));
        var taking = house.Database.Administer(
            $"""
            insert into communities.co_hosts (community_id, agency_id, role, state, invited_at, state_at)
            values ('{community}', '{coHost.Id}', 'CoHost', 'Active', now(), now())
            """
        );
        // It has either gone through, which is wrong, or it waits for the suspension.
        await Eventually.Becomes(async () => taking.IsCompleted || (await Waiting()) is [> 0], settled => settled);
        await suspension.CommitAsync(Ct);
        await taking;
        Assert.Empty(
            await house.Work.Run(
                Scope.Agency(coHost.Id),
                (work, ct) => work.Query("select unnest(communities.visible())", [], row => row.GetGuid(0), ct),
                Ct
            )
        );

        Task<List<long>> Waiting() =>
            house.Database.Read(
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
                row => row.GetInt64(0)
            );
    }

    /// <summary>The wall itself, past every use case: what a forgotten check would run into.</summary>
    [Theory]
    [InlineData("update communities.co_hosts set role = 'Lead' where agency_id = $1 and community_id = $2")]
    [InlineData("update communities.co_hosts set state = 'Suspended' where agency_id <> $1 and community_id = $2")]
    [InlineData("update communities.co_hosts set role = 'CoHost' where agency_id <> $1 and community_id = $2")]
    public async Task A_co_host_cannot_raise_itself_or_lower_others(string sql)
    {
        var (lead, coHost) = (await house.Agency(), await house.Agency());
        var community = await house.Community(lead);
        await house.Join(lead, community, coHost, CoHostRole.CoHost);
        var touched = 0;
        try
        {
            touched = await house.Work.Run(
                Scope.Agency(coHost.Id),
                (work, ct) => work.Execute(sql, [coHost.Id.Value, community.Value], ct),
                Ct
            );
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege) { }
        Assert.Equal(0, touched);
        Assert.Equal(
            [("CoHost", "Active"), ("Lead", "Active")],
            await house.Database.Read(
                "select role, state from communities.co_hosts where community_id = $1 order by role",
                row => (row.GetString(0), row.GetString(1)),
                community.Value
            )
        );
    }

    private Task<Outcome<InviteCoHost.Invited>> Invite(
        Caller caller,
        CommunityId community,
        string slug,
        CoHostRole role
    ) => house.Runner.Run(house.Get<InviteCoHost>(), new(community, slug, role), caller, ct: Ct);

    private Task<Outcome<CoHostView>> Change(
        TestAgency by,
        CommunityId community,
        TestAgency whom,
        CoHostRole? role = null,
        CoHostState? state = null
    ) => house.Runner.Run(house.Get<ChangeCoHost>(), new(community, whom.Id, role, state), by.Caller, ct: Ct);

    private async Task<bool> Sees(TestAgency agency, CommunityId community)
    {
        var shown = await house.Runner.Run(house.Get<ShowCommunity>(), new(community), agency.Caller, ct: Ct);
        var listed = await house.Runner.Run(house.Get<ListCommunities>(), new(), agency.Caller, ct: Ct);
        Assert.Equal(shown.IsDone, listed.Value!.Items.Any(item => item.Id == community));
        Assert.True(shown.IsDone || shown.Refusal == Refusal.NotFound);
        return shown.IsDone;
    }
}
