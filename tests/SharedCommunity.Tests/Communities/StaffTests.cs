using SharedCommunity.Communities.Agencies;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Keys;
using SharedCommunity.Communities.Staff;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;
using Xunit;

namespace SharedCommunity.Tests.Communities;

/// <summary>Staff, their roles, their keys.</summary>
public sealed class StaffTests(CommunitiesFixture house) : IClassFixture<CommunitiesFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Staff_are_added_once_and_listed_with_their_roles()
    {
        var agency = await house.Agency();
        var (id, caller) = await house.Staff(agency, Role.Moderator, Role.CaseWorker);
        var list = await house.Runner.Run(house.Get<ListStaff>(), new(), agency.Caller, ct: Ct);
        var view = Assert.Single(list.Value!.Items, staff => staff.Id == id);
        Assert.Equal(
            [Role.CaseWorker, Role.Moderator],
            view.Roles.Select(role => role.Role).OrderBy(r => r.ToString())
        );
        Assert.Equal(["fr", "ar"], view.Languages);
        var again = await Add(agency, view.Email, Role.Viewer);
        Assert.Equal("already_staff", again.Refusal?.Code);
        Assert.Equal(
            Refusal.Forbidden,
            (await house.Runner.Run(house.Get<ListStaff>(), new(), caller, ct: Ct)).Refusal
        );
    }

    [Fact]
    public async Task A_list_of_staff_goes_on_where_its_page_ended()
    {
        var agency = await house.Agency();
        for (var i = 0; i < 5; i++)
            await house.Staff(agency, Role.Viewer);
        List<StaffId> seen = [];
        string? after = null;
        do
        {
            var page = await house.Runner.Run(house.Get<ListStaff>(), new(after, 2), agency.Caller, ct: Ct);
            seen.AddRange(page.Value!.Items.Select(staff => staff.Id));
            after = page.Value.Next;
        } while (after is not null);
        Assert.Equal(6, seen.Count);
        Assert.Equal(6, seen.Distinct().Count());
    }

    [Fact]
    public async Task Roles_name_communities_that_the_agency_works_in()
    {
        var (agency, other) = (await house.Agency(), await house.Agency());
        var foreign = await house.Community(other);
        Assert.Equal(
            "unknown_community",
            (await Roles(new HeldRole(Role.Moderator, foreign))).Refusal?.Fields["roles"]
        );
        var own = await house.Community(agency);
        Assert.True((await Roles(new HeldRole(Role.Moderator, own))).IsDone);
        Assert.Equal(
            "role_of_agency",
            (await Roles(new HeldRole(Role.AgencyAdministrator, own))).Refusal?.Fields["roles"]
        );
        Assert.Equal(
            "twice",
            (await Roles(new HeldRole(Role.Viewer), new HeldRole(Role.Viewer))).Refusal?.Fields["roles"]
        );

        Task<Outcome<AddStaff.Added>> Roles(params HeldRole[] roles) =>
            house.Runner.Run(
                house.Get<AddStaff>(),
                new($"{Guid.CreateVersion7():N}@example.org", "Somebody", roles),
                agency.Caller,
                ct: Ct
            );
    }

    [Fact]
    public async Task A_role_that_is_held_in_a_suspended_co_hosting_may_stay_and_no_other_is_given_there()
    {
        var (lead, agency) = (await house.Agency(), await house.Agency());
        var community = await house.Community(lead);
        await house.Join(lead, community, agency, CoHostRole.CoHost);
        var (id, _) = await house.Staff(agency, Role.Viewer);
        var held = new HeldRole(Role.Moderator, community);
        Assert.True((await Set(held)).IsDone);
        await house.Database.Administer(
            $"update communities.co_hosts set state = 'Suspended' where agency_id = '{agency.Id}'"
        );
        Assert.True((await Set(held, new HeldRole(Role.Evaluator))).IsDone);
        Assert.Equal(
            "unknown_community",
            (await Set(held, new HeldRole(Role.CaseWorker, community))).Refusal?.Fields["roles"]
        );
        var list = await house.Runner.Run(house.Get<ListStaff>(), new(), agency.Caller, ct: Ct);
        Assert.Equivalent(
            new[] { held, new HeldRole(Role.Evaluator) },
            Assert.Single(list.Value!.Items, staff => staff.Id == id).Roles,
            strict: true
        );

        Task<Outcome<Done>> Set(params HeldRole[] roles) =>
            house.Runner.Run(house.Get<ChangeStaff>(), new(id, Roles: roles), agency.Caller, ct: Ct);
    }

    [Fact]
    public async Task Whoever_leaves_the_staff_is_nobody_from_that_commit_on()
    {
        var agency = await house.Agency();
        var (id, caller) = await house.Staff(agency, Role.Moderator);
        var key = await house.Administration.CreateApiKey(caller.Account, agency.Id, "mine", Ct);
        Assert.Single(await AccountsOfKey(key));
        Assert.True((await house.Runner.Run(house.Get<EndStaff>(), new(id), agency.Caller, ct: Ct)).IsDone);
        Assert.Equal(Refusal.NotFound, (await house.Runner.Run(house.Get<ShowMe>(), new(), caller, ct: Ct)).Refusal);
        Assert.Empty(await AccountsOfKey(key));
        Assert.Equal(
            Refusal.NotFound,
            (await house.Runner.Run(house.Get<EndStaff>(), new(id), agency.Caller, ct: Ct)).Refusal
        );
    }

    [Fact]
    public async Task Whoever_comes_back_has_the_new_roles_only()
    {
        var agency = await house.Agency();
        Assert.True((await Add(agency, "back@example.org", Role.AgencyAdministrator)).IsDone);
        var caller = new Caller.Staff(house.Accounts.Of("back@example.org"), agency.Id);
        var first = await house.Runner.Run(house.Get<ShowMe>(), new(), caller, ct: Ct);
        Assert.True(
            (await house.Runner.Run(house.Get<EndStaff>(), new(first.Value!.StaffId), agency.Caller, ct: Ct)).IsDone
        );
        var again = await Add(agency, "back@example.org", Role.Viewer);
        Assert.Equal(first.Value.StaffId, again.Value!.Id);
        var me = await house.Runner.Run(house.Get<ShowMe>(), new(), caller, ct: Ct);
        Assert.Equal([new HeldRole(Role.Viewer)], me.Value!.Roles);
    }

    [Fact]
    public async Task An_agency_keeps_an_administrator()
    {
        var agency = await house.Agency();
        var me = await house.Runner.Run(house.Get<ShowMe>(), new(), agency.Caller, ct: Ct);
        var id = me.Value!.StaffId;
        var end = await house.Runner.Run(house.Get<EndStaff>(), new(id), agency.Caller, ct: Ct);
        Assert.Equal("last_administrator", end.Refusal?.Code);
        var change = await Change(agency.Caller, id, Role.Moderator);
        Assert.Equal("last_administrator", change.Refusal?.Code);
        await house.Staff(agency, Role.AgencyAdministrator);
        Assert.True((await Change(agency.Caller, id, Role.Moderator)).IsDone);
        Assert.Equal(Refusal.Forbidden, (await Change(agency.Caller, id, Role.AgencyAdministrator)).Refusal);
    }

    [Fact]
    public async Task Of_two_administrators_who_end_each_other_one_stays()
    {
        for (var round = 0; round < 10; round++)
        {
            var agency = await house.Agency();
            var one = (await house.Runner.Run(house.Get<ShowMe>(), new(), agency.Caller, ct: Ct)).Value!.StaffId;
            var (two, other) = await house.Staff(agency, Role.AgencyAdministrator);
            var end = house.Get<EndStaff>();
            var both = await Task.WhenAll(
                house.Runner.Run(end, new(two), agency.Caller, ct: Ct),
                house.Runner.Run(end, new(one), other, ct: Ct)
            );
            Assert.Equal(1, both.Count(outcome => outcome.IsDone));
        }
    }

    [Fact]
    public async Task Staff_of_another_agency_are_not_there()
    {
        var (agency, other) = (await house.Agency(), await house.Agency());
        await house.Join(agency, await house.Community(agency), other, CoHostRole.CoHost);
        var (id, _) = await house.Staff(agency, Role.Moderator);
        Assert.Equal(Refusal.NotFound, (await Change(other.Caller, id, Role.Viewer)).Refusal);
        Assert.Equal(
            Refusal.NotFound,
            (await house.Runner.Run(house.Get<EndStaff>(), new(id), other.Caller, ct: Ct)).Refusal
        );
        Assert.Equal(
            Refusal.NotFound,
            (await house.Runner.Run(house.Get<IssueSignInLink>(), new(id), other.Caller, ct: Ct)).Refusal
        );
        var theirs = await house.Runner.Run(house.Get<ListStaff>(), new(), other.Caller, ct: Ct);
        Assert.DoesNotContain(theirs.Value!.Items, staff => staff.Id == id);
    }

    /// <summary>A link sets a password, and a password opens every agency of the account.</summary>
    [Fact]
    public async Task A_sign_in_link_is_never_given_for_an_account_of_others()
    {
        var (agency, other) = (await house.Agency(), await house.Agency());
        var (id, _) = await house.Staff(agency, Role.Moderator);
        var link = house.Get<IssueSignInLink>();
        Assert.True((await house.Runner.Run(link, new(id), agency.Caller, ct: Ct)).IsDone);

        Assert.NotNull((await Add(agency, "both@example.org", Role.Viewer)).Value!.SignInLink);
        var added = await Add(other, "both@example.org", Role.Viewer);
        Assert.Null(added.Value!.SignInLink);
        var refused = await house.Runner.Run(link, new(added.Value.Id), other.Caller, ct: Ct);
        Assert.Equal("account_shared", refused.Refusal?.Code);

        var platform = house.Accounts.Of("platform@example.org");
        await house.Database.Administer(
            $"insert into communities.platform_administrators (account_id) values ('{platform}')"
        );
        Assert.Null((await Add(other, "platform@example.org", Role.Viewer)).Value!.SignInLink);
        Assert.DoesNotContain(platform, house.Accounts.Links);
    }

    [Fact]
    public async Task A_disabled_account_is_nobody_by_either_door_and_only_its_own_agency_disables_it()
    {
        var (agency, other) = (await house.Agency(), await house.Agency());
        var disable = house.Get<DisableAccount>();
        var (id, caller) = await house.Staff(agency, Role.Moderator);
        var key = await house.Administration.CreateApiKey(caller.Account, agency.Id, "mine", Ct);
        Assert.Equal(Refusal.NotFound, (await house.Runner.Run(disable, new(id), other.Caller, ct: Ct)).Refusal);
        Assert.True((await house.Runner.Run(disable, new(id), agency.Caller, ct: Ct)).IsDone);
        Assert.Equal(Refusal.NotFound, (await house.Runner.Run(house.Get<ShowMe>(), new(), caller, ct: Ct)).Refusal);
        Assert.Empty(await AccountsOfKey(key));

        await Add(agency, "shared@example.org", Role.Viewer);
        var shared = await Add(other, "shared@example.org", Role.Viewer);
        var refused = await house.Runner.Run(disable, new(shared.Value!.Id), other.Caller, ct: Ct);
        Assert.Equal("account_shared", refused.Refusal?.Code);

        var operators = house.Accounts.Of("operator@example.org");
        await house.Database.Administer(
            $"insert into communities.platform_administrators (account_id) values ('{operators}')"
        );
        var platform = await Add(other, "operator@example.org", Role.Viewer);
        refused = await house.Runner.Run(disable, new(platform.Value!.Id), other.Caller, ct: Ct);
        Assert.Equal("account_shared", refused.Refusal?.Code);

        // A disabled administrator is none who is left.
        var (second, _) = await house.Staff(agency, Role.AgencyAdministrator);
        Assert.True((await house.Runner.Run(disable, new(second), agency.Caller, ct: Ct)).IsDone);
        var me = await house.Runner.Run(house.Get<ShowMe>(), new(), agency.Caller, ct: Ct);
        refused = await house.Runner.Run(disable, new(me.Value!.StaffId), agency.Caller, ct: Ct);
        Assert.Equal("last_administrator", refused.Refusal?.Code);
    }

    [Fact]
    public async Task A_key_is_shown_once_and_stored_as_a_hash()
    {
        var agency = await house.Agency();
        var create = house.Get<CreateApiKey>();
        var made = await house.Runner.Run(create, new("my script"), agency.Caller, "key-1", Ct);
        var text = made.Value!.Key;
        Assert.Matches("^sck_[0-9A-Za-z]{32}$", text);
        var again = await house.Runner.Run(create, new("my script"), agency.Caller, "key-1", Ct);
        Assert.Equal(Refusal.AlreadyDone, again.Refusal);
        var stored = await house.Database.Read(
            "select k::text from communities.api_keys k union all select o::text from kernel.kept_outcomes o",
            row => row.GetString(0)
        );
        Assert.NotEmpty(stored);
        Assert.All(stored, row => Assert.DoesNotContain(text[8..], row, StringComparison.Ordinal));
        Assert.Equal([agency.Administrator.Value], await AccountsOfKey(text));
        Assert.Empty(await AccountsOfKey(text[..^1] + (text[^1] == 'a' ? 'b' : 'a')));
    }

    [Fact]
    public async Task Keys_are_their_owners_to_see_and_revoke_and_the_administrators()
    {
        var agency = await house.Agency();
        var (_, one) = await house.Staff(agency, Role.Moderator);
        var (_, two) = await house.Staff(agency, Role.Moderator);
        var made = await house.Runner.Run(house.Get<CreateApiKey>(), new("mine"), one, ct: Ct);
        var (list, revoke) = (house.Get<ListApiKeys>(), house.Get<RevokeApiKey>());
        Assert.Empty((await house.Runner.Run(list, new(), two, ct: Ct)).Value!.Items);
        Assert.Single((await house.Runner.Run(list, new(), one, ct: Ct)).Value!.Items);
        Assert.Single((await house.Runner.Run(list, new(), agency.Caller, ct: Ct)).Value!.Items);
        Assert.Equal(Refusal.NotFound, (await house.Runner.Run(revoke, new(made.Value!.Id), two, ct: Ct)).Refusal);
        Assert.Equal(
            Refusal.NotFound,
            (await house.Runner.Run(revoke, new(made.Value.Id), (await house.Agency()).Caller, ct: Ct)).Refusal
        );
        Assert.True((await house.Runner.Run(revoke, new(made.Value.Id), agency.Caller, ct: Ct)).IsDone);
        Assert.Empty(await AccountsOfKey(made.Value.Key));
    }

    [Fact]
    public async Task A_second_factor_is_asked_where_agency_or_community_asks()
    {
        var (agency, coHost) = (await house.Agency(), await house.Agency());
        Assert.False(await Asks(agency.Administrator));
        // Who has none would be out with the next page; the rest of the agency is changed as before.
        var lockedOut = await house.Runner.Run(
            house.Get<ChangeAgency>(),
            new(agency.Id, Name: "Not this", RequiresTotp: true),
            agency.Caller,
            ct: Ct
        );
        Assert.Equal("second_factor_first", lockedOut.Refusal?.Code);
        Assert.False(await Asks(agency.Administrator));
        Assert.True(
            (
                await house.Runner.Run(house.Get<ChangeAgency>(), new(agency.Id, Name: "This"), agency.Caller, ct: Ct)
            ).IsDone
        );
        house.Accounts.SecondFactors.Add(agency.Administrator);
        Assert.True(
            (
                await house.Runner.Run(
                    house.Get<ChangeAgency>(),
                    new(agency.Id, RequiresTotp: true),
                    agency.Caller,
                    ct: Ct
                )
            ).IsDone
        );
        Assert.True(await Asks(agency.Administrator));
        var community = await house.Community(agency);
        await house.Join(agency, community, coHost, CoHostRole.CoHost);
        Assert.False(await Asks(coHost.Administrator));
        var change = house.Get<SharedCommunity.Communities.Communities.ChangeCommunity>();
        // Who has none asks nobody for one, and changes the rest as before.
        house.Accounts.SecondFactors.Clear();
        var refused = await house.Runner.Run(change, new(community, RequiresTotp: true), agency.Caller, ct: Ct);
        Assert.Equal("second_factor_first", refused.Refusal?.Code);
        Assert.False(await Asks(coHost.Administrator));
        Assert.True((await house.Runner.Run(change, new(community, Name: "Other"), agency.Caller, ct: Ct)).IsDone);
        house.Accounts.SecondFactors.Add(agency.Administrator);
        Assert.True((await house.Runner.Run(change, new(community, RequiresTotp: true), agency.Caller, ct: Ct)).IsDone);
        Assert.True(await Asks(coHost.Administrator));

        async Task<bool> Asks(AccountId account) =>
            (await house.Work.Call("communities.requires_totp", [account.Value], row => row.GetBoolean(0), Ct))
                is [true];
    }

    [Fact]
    public async Task What_was_done_is_in_the_audit_log_by_ids()
    {
        var agency = await house.Agency();
        var (id, _) = await house.Staff(agency, Role.Moderator);
        var entries = await house.Database.Read(
            "select action, subject_kind from kernel.audit_entries where agency_id = $1 and subject_id = $2",
            row => (row.GetString(0), row.GetString(1)),
            agency.Id.Value,
            id.Value
        );
        Assert.Equal([("AddStaff", "staff")], entries);
    }

    private Task<Outcome<AddStaff.Added>> Add(TestAgency agency, string email, Role role) =>
        house.Runner.Run(house.Get<AddStaff>(), new(email, "Somebody", [new(role)]), agency.Caller, ct: Ct);

    private Task<Outcome<Done>> Change(Caller caller, StaffId staff, params Role[] roles) =>
        house.Runner.Run(
            house.Get<ChangeStaff>(),
            new(staff, Roles: [.. roles.Select(role => new HeldRole(role))]),
            caller,
            ct: Ct
        );

    private Task<List<Guid>> AccountsOfKey(string key) =>
        house.Work.Call("communities.api_key_by_hash", [KeyText.HashOf(key)], row => row.GetGuid(0), Ct);
}
