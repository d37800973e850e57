using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Agencies;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Staff;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using Xunit;

namespace SharedCommunity.Tests.Communities;

/// <summary>Founding agencies, and who sees them.</summary>
public sealed class AgencyTests(CommunitiesFixture house) : IClassFixture<CommunitiesFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FoundAgency FoundAgency => house.Get<FoundAgency>();

    private static FoundAgency.Request Request(string slug, string email = "lena@example.org") =>
        new(slug, "Newcomer Centre", new(email, "Lena"));

    [Fact]
    public async Task A_platform_administrator_founds_an_agency_with_its_first_administrator()
    {
        var caller = new Caller.Platform(house.Platform);
        var founded = await house.Runner.Run(FoundAgency, Request("centre-one", "lena@one.example"), caller, ct: Ct);
        Assert.True(founded.IsDone);
        Assert.NotNull(founded.Value.SignInLink);

        var me = await house.Runner.Run(
            house.Get<ShowMe>(),
            new(),
            new Caller.Staff(house.Accounts.Of("lena@one.example"), founded.Value.Id),
            ct: Ct
        );
        Assert.Equal("centre-one", me.Value!.Agency.Slug);
        Assert.Equal([new HeldRole(Role.AgencyAdministrator)], me.Value.Roles);
        Assert.Equal(
            [new ShowMe.Membership(founded.Value.Id, "centre-one", founded.Value.Administrator)],
            me.Value.Memberships
        );
        Assert.False(me.Value.PlatformAdministrator);
    }

    [Fact]
    public async Task Nobody_else_founds_an_agency()
    {
        var stranger = await house.Runner.Run(
            FoundAgency,
            Request("not-mine"),
            new Caller.Platform(AccountId.New()),
            ct: Ct
        );
        Assert.Equal(Refusal.NotFound, stranger.Refusal);
        var agency = await house.Agency();
        var staff = await house.Runner.Run(FoundAgency, Request("not-mine"), agency.Caller, ct: Ct);
        Assert.Equal(Refusal.NotFound, staff.Refusal);
    }

    [Theory]
    [InlineData("sign-in", "reserved")]
    [InlineData("api", "reserved")]
    [InlineData("c", "slug_form")]
    [InlineData("invitations", "reserved")]
    [InlineData("settings", "reserved")]
    [InlineData("Centre", "slug_form")]
    [InlineData("-centre", "slug_form")]
    [InlineData("centre--two", "slug_form")]
    [InlineData("centre/two", "slug_form")]
    [InlineData("centre\n", "slug_form")]
    [InlineData("مركز", "slug_form")]
    [InlineData("", "slug_form")]
    [InlineData("abcdefghijklmnopqrstuvwxyz-abcdefghijklmnop", "too_long")]
    public async Task A_slug_that_no_address_can_carry_is_refused(string slug, string problem)
    {
        var founded = await house.Runner.Run(FoundAgency, Request(slug), new Caller.Platform(house.Platform), ct: Ct);
        Assert.Equal(problem, founded.Refusal?.Fields["slug"]);
    }

    [Fact]
    public async Task A_slug_is_taken_once()
    {
        var agency = await house.Agency();
        var again = await house.Runner.Run(
            FoundAgency,
            Request(agency.Slug),
            new Caller.Platform(house.Platform),
            ct: Ct
        );
        Assert.Equal("taken", again.Refusal?.Fields["slug"]);
    }

    [Theory]
    [InlineData("lena")]
    [InlineData("Lena <lena@example.org>")]
    [InlineData("lena@example.org, omar@example.org")]
    [InlineData("")]
    public async Task An_administrator_needs_an_email(string email)
    {
        var founded = await house.Runner.Run(
            FoundAgency,
            Request("some-centre", email),
            new Caller.Platform(house.Platform),
            ct: Ct
        );
        Assert.Equal("email_form", founded.Refusal?.Fields["administrator.email"]);
    }

    [Fact]
    public async Task The_platform_sees_agencies_and_nothing_of_their_people()
    {
        var agency = await house.Agency();
        await house.Work.Run(
            Scope.Platform(house.Platform),
            async (work, ct) =>
            {
                Assert.True(await work.Db.Set<Agency>().AnyAsync(a => a.Id == agency.Id, ct));
                Assert.Empty(await work.Db.Set<StaffPrivate>().ToListAsync(ct));
                Assert.Empty(await work.Db.Set<StaffMembership>().ToListAsync(ct));
                Assert.Empty(await work.Db.Set<StaffRole>().ToListAsync(ct));
                Assert.Empty(await work.Db.Set<AgencyPrivate>().ToListAsync(ct));
            },
            Ct
        );
        // A scope that claims to be the platform's without a row there sees nothing at all.
        var seen = await house.Work.Run(
            Scope.Platform(AccountId.New()),
            (work, ct) => work.Db.Set<Agency>().CountAsync(ct),
            Ct
        );
        Assert.Equal(0, seen);
    }

    [Fact]
    public async Task Agencies_see_each_other_while_they_share_an_active_community()
    {
        var (lead, coHost, stranger) = (await house.Agency(), await house.Agency(), await house.Agency());
        var community = await house.Community(lead);
        Assert.Equal([lead.Slug], await Seen(lead));
        await house.Join(lead, community, coHost, CoHostRole.CoHost);
        Assert.Equal(new[] { lead.Slug, coHost.Slug }.Order(), (await Seen(lead)).Order());
        Assert.Equal(new[] { lead.Slug, coHost.Slug }.Order(), (await Seen(coHost)).Order());
        Assert.Equal([stranger.Slug], await Seen(stranger));
    }

    [Fact]
    public async Task A_list_of_agencies_goes_on_where_its_page_ended()
    {
        var lead = await house.Agency();
        var community = await house.Community(lead);
        for (var i = 0; i < 4; i++)
            await house.Join(lead, community, await house.Agency(), CoHostRole.ReferralPartner);
        List<string> seen = [];
        string? after = null;
        do
        {
            var page = await house.Runner.Run(house.Get<ListAgencies>(), new(after, 2), lead.Caller, ct: Ct);
            Assert.InRange(page.Value!.Items.Count, 1, 2);
            seen.AddRange(page.Value.Items.Select(agency => agency.Slug));
            after = page.Value.Next;
        } while (after is not null);
        Assert.Equal(5, seen.Count);
        Assert.Equal(seen.Distinct().Order(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task An_agency_changes_itself_and_no_other()
    {
        var (lead, coHost) = (await house.Agency(), await house.Agency());
        await house.Join(lead, await house.Community(lead), coHost, CoHostRole.CoHost);
        var change = house.Get<ChangeAgency>();
        var own = await house.Runner.Run(change, new(lead.Id, "  New name "), lead.Caller, ct: Ct);
        Assert.Equal("New name", own.Value!.Name);
        var theirs = await house.Runner.Run(change, new(coHost.Id, "Taken over"), lead.Caller, ct: Ct);
        Assert.Equal(Refusal.NotFound, theirs.Refusal);
        var moderator = await house.Staff(lead, Role.Moderator);
        var without = await house.Runner.Run(change, new(lead.Id, "Mine"), moderator.Caller, ct: Ct);
        Assert.Equal(Refusal.Forbidden, without.Refusal);
    }

    private async Task<IEnumerable<string>> Seen(TestAgency agency)
    {
        var page = await house.Runner.Run(house.Get<ListAgencies>(), new(), agency.Caller, ct: Ct);
        return page.Value!.Items.Select(seen => seen.Slug);
    }
}
