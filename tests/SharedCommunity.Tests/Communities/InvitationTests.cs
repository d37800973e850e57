using SharedCommunity.Communities.CoHosting;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Mail;
using SharedCommunity.Kernel.UseCases;
using Xunit;

namespace SharedCommunity.Tests.Communities;

/// <summary>The link by which a Lead invites an agency: for whom it works, how often, how long.</summary>
public sealed class InvitationTests(CommunitiesFixture house) : IClassFixture<CommunitiesFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_says_who_invites_and_works_once_for_an_administrator_of_the_invited_agency()
    {
        var (lead, invited, other) = (await house.Agency(), await house.Agency(), await house.Agency());
        var community = await house.Community(lead);
        var made = (await Invite(lead, community, invited)).Value!;
        Assert.EndsWith($"/invitations/{made.Token}", made.InvitationUrl, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", made.Token);
        Assert.Equal((invited.Id, CoHostState.Invited), (made.Id, made.State));

        var shown = (await Show(invited.Caller, made.Token)).Value!;
        Assert.Equal("Newcomers together", shown.Community);
        Assert.Equal("Agency " + lead.Slug, shown.Agency);
        Assert.Equal("Administrator of " + lead.Slug, shown.Staff);

        Assert.Equal(Refusal.NotFound, (await Accept(other.Caller, made.Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await Accept(lead.Caller, made.Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await Accept(invited.Caller, Invitation.NewToken())).Refusal);
        var moderator = await house.Staff(invited, Role.Moderator, Role.CommunityAdministrator);
        Assert.Equal(Refusal.Forbidden, (await Accept(moderator.Caller, made.Token)).Refusal);

        Assert.Equal(new(community, CoHostRole.CoHost), (await Accept(invited.Caller, made.Token)).Value);
        Assert.Equal(Refusal.NotFound, (await Accept(invited.Caller, made.Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await Show(invited.Caller, made.Token)).Refusal);
        var list = await house.Runner.Run(house.Get<ListCoHosts>(), new(community), invited.Caller, ct: Ct);
        Assert.Contains(list.Value!.Items, one => one.Id == invited.Id && one.State == CoHostState.Active);
    }

    [Fact]
    public async Task A_link_that_was_taken_back_declined_or_replaced_leads_nowhere()
    {
        var (lead, invited) = (await house.Agency(), await house.Agency());
        var community = await house.Community(lead);
        var first = (await Invite(lead, community, invited)).Value!;
        var second = (await Invite(lead, community, invited)).Value!;
        Assert.Equal(Refusal.NotFound, (await Accept(invited.Caller, first.Token)).Refusal);

        var change = new ChangeCoHost.Request(community, invited.Id, State: CoHostState.Left);
        Assert.True((await house.Runner.Run(house.Get<ChangeCoHost>(), change, lead.Caller, ct: Ct)).IsDone);
        Assert.Equal(Refusal.NotFound, (await Accept(invited.Caller, second.Token)).Refusal);

        var third = (await Invite(lead, community, invited)).Value!;
        var decline = new DeclineInvitation.Request(third.Token);
        Assert.True((await house.Runner.Run(house.Get<DeclineInvitation>(), decline, invited.Caller, ct: Ct)).IsDone);
        Assert.Equal(Refusal.NotFound, (await Accept(invited.Caller, third.Token)).Refusal);
    }

    [Fact]
    public async Task After_two_weeks_neither_door_accepts()
    {
        var (lead, invited) = (await house.Agency(), await house.Agency());
        var community = await house.Community(lead);
        var made = (await Invite(lead, community, invited)).Value!;
        house.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Equal(Refusal.NotFound, (await Accept(invited.Caller, made.Token)).Refusal);
        var byId = await house.Runner.Run(
            house.Get<AcceptCoHosting>(),
            new AcceptCoHosting.Request(community),
            invited.Caller,
            ct: Ct
        );
        Assert.Equal("invitation_expired", byId.Refusal?.Code);
    }

    [Fact]
    public async Task Two_who_accept_at_once_accept_once()
    {
        var (lead, invited) = (await house.Agency(), await house.Agency());
        var made = (await Invite(lead, await house.Community(lead), invited)).Value!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Accept(invited.Caller, made.Token)));
        Assert.Single(answers, answer => answer.IsDone);
        Assert.All(answers.Where(a => !a.IsDone), answer => Assert.Equal(Refusal.NotFound, answer.Refusal));
    }

    [Fact]
    public async Task A_mail_goes_to_an_account_that_there_is_and_the_answer_does_not_tell()
    {
        var (lead, invited) = (await house.Agency(), await house.Agency());
        var community = await house.Community(lead);
        var email = $"administrator@{invited.Slug}.example";
        var made = (await Invite(lead, community, invited, email)).Value!;
        var mail = Assert.Single(await house.Get<Mails>().Of(invited.Administrator, Ct));
        Assert.Contains(made.InvitationUrl, mail.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Newcomers", mail.Subject, StringComparison.Ordinal);
        var unknown = await Invite(lead, community, invited, "nobody@nowhere.example");
        Assert.True(unknown.IsDone);
        Assert.Equal("email_form", (await Invite(lead, community, invited, "no address")).Refusal?.Fields["email"]);
    }

    [Fact]
    public async Task An_address_gets_one_mail_an_hour_from_a_community_whether_or_not_it_has_an_account()
    {
        var (lead, invited) = (await house.Agency(), await house.Agency());
        var (community, other) = (await house.Community(lead), await house.Community(lead));
        var known = $"administrator@{invited.Slug}.example";
        foreach (var email in new[] { known, $"nobody@{invited.Slug}.example" })
        {
            var before = await Written();
            var made = (await Invite(lead, community, invited, email)).Value!;
            var again = await Invite(lead, community, invited, email.ToUpperInvariant());
            Assert.Equal("invitation_mailed", again.Refusal?.Code);
            // Nothing was changed: the link of the first is the one that is open.
            Assert.True((await Show(invited.Caller, made.Token)).IsDone);
            Assert.True((await Invite(lead, other, invited, email)).IsDone);
            Assert.True((await Invite(lead, community, invited)).IsDone);
            Assert.Equal(before + 2, await Written());
            house.Clock.Advance(TimeSpan.FromHours(1));
            Assert.True((await Invite(lead, community, invited, email)).IsDone);
        }
        Assert.Equal(3, (await house.Get<Mails>().Of(invited.Administrator, Ct)).Count);
        // What limits nothing any more is not kept.
        Assert.Single(
            await house.Database.Read(
                "select mailed_at from communities.invitation_mails where community_id in ($1, $2)",
                row => row.GetDateTime(0),
                community.Value,
                other.Value
            )
        );

        async Task<long> Written() =>
            (await house.Database.Read("select count(*) from kernel.mails", row => row.GetInt64(0)))[0];
    }

    [Fact]
    public async Task Of_two_mails_at_once_to_an_address_one_goes()
    {
        var (lead, invited, other) = (await house.Agency(), await house.Agency(), await house.Agency());
        var community = await house.Community(lead);
        var email = $"administrator@{invited.Slug}.example";
        var answers = await Task.WhenAll(
            Invite(lead, community, invited, email),
            Invite(lead, community, other, email)
        );
        Assert.Single(answers, answer => answer.IsDone);
        Assert.Single(answers, answer => answer.Refusal?.Code == "invitation_mailed");
    }

    [Fact]
    public async Task The_link_is_shown_once()
    {
        var (lead, invited) = (await house.Agency(), await house.Agency());
        var request = new InviteCoHost.Request(await house.Community(lead), invited.Slug, CoHostRole.CoHost);
        var useCase = house.Get<InviteCoHost>();
        Assert.True((await house.Runner.Run(useCase, request, lead.Caller, "one key", Ct)).IsDone);
        var again = await house.Runner.Run(useCase, request, lead.Caller, "one key", Ct);
        Assert.Equal(Refusal.AlreadyDone, again.Refusal);
    }

    private Task<Outcome<InviteCoHost.Invited>> Invite(
        TestAgency lead,
        CommunityId community,
        TestAgency invited,
        string? email = null
    ) =>
        house.Runner.Run(
            house.Get<InviteCoHost>(),
            new(community, invited.Slug, CoHostRole.CoHost, email),
            lead.Caller,
            ct: Ct
        );

    private Task<Outcome<AcceptInvitation.Accepted>> Accept(Caller caller, string token) =>
        house.Runner.Run(house.Get<AcceptInvitation>(), new(token), caller, ct: Ct);

    private Task<Outcome<ShowInvitation.Model>> Show(Caller caller, string token) =>
        house.Runner.Run(house.Get<ShowInvitation>(), new(token), caller, ct: Ct);
}
