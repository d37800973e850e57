using System.Text.Json;
using NodaTime;
using SharedCommunity.Communities.Communities;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using Xunit;

namespace SharedCommunity.Tests.Communities;

/// <summary>Founding and changing a community, and what it promises.</summary>
public sealed class CommunityTests(CommunitiesFixture house) : IClassFixture<CommunitiesFixture>
{
    private const string Calgary = """
        {"respondWithin":"PT24H","rule":"fromOpening","hours":[{"days":["mon","tue","wed","thu","fri"],
        "from":"09:00","to":"17:00"}],"holidays":["2026-02-16"],"replyOutsideHours":false}
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ChangeCommunity ChangeCommunity => house.Get<ChangeCommunity>();

    private static FoundCommunity.Request Request(string slug) => new(slug, "Together", "America/Toronto", ["ar"]);

    [Fact]
    public async Task An_agency_administrator_founds_a_community_and_leads_it()
    {
        var agency = await house.Agency();
        var found = house.Get<FoundCommunity>();
        var made = await house.Runner.Run(found, Request("newcomers-one"), agency.Caller, ct: Ct);
        Assert.Equal(CommunityState.Planning, made.Value!.State);
        Assert.Null(made.Value.ServiceStandard);
        var again = await house.Runner.Run(found, Request("newcomers-one"), (await house.Agency()).Caller, ct: Ct);
        Assert.Equal("taken", again.Refusal?.Fields["slug"]);
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.AgencyAdministrator))
        {
            var (_, caller) = await house.Staff(agency, role);
            var refused = await house.Runner.Run(found, Request("newcomers-two"), caller, ct: Ct);
            Assert.Equal(Refusal.Forbidden, refused.Refusal);
        }
    }

    [Theory]
    [InlineData("""{"timeZone":"Mars/Olympus"}""", "timeZone", "unknown_time_zone")]
    [InlineData("""{"timeZone":""}""", "timeZone", "unknown_time_zone")]
    [InlineData("""{"languages":[]}""", "languages", "missing")]
    [InlineData("""{"languages":["Arabic"]}""", "languages", "language_form")]
    [InlineData("""{"languages":["ar","ar"]}""", "languages", "twice")]
    [InlineData("""{"name":"  "}""", "name", "missing")]
    [InlineData(
        """{"serviceStandard":{"respondWithin":"PT0H","rule":"elapsed"}}""",
        "serviceStandard",
        "respond_within_not_positive"
    )]
    [InlineData(
        """{"serviceStandard":{"respondWithin":"PT1H","rule":"businessDays"}}""",
        "serviceStandard",
        "rule_without_hours"
    )]
    [InlineData(
        """{"serviceStandard":{"respondWithin":"PT1H","rule":"elapsed","hours":[{"days":["mon"],"from":"09:00","to":"12:00"},{"days":["mon"],"from":"11:00","to":"13:00"}]}}""",
        "serviceStandard",
        "spans_overlap"
    )]
    public async Task What_cannot_be_is_refused_by_its_field(string json, string field, string problem)
    {
        var lead = await house.Agency();
        var changed = await Patch(lead.Caller, await house.Community(lead), json);
        Assert.Equal(problem, changed.Refusal?.Fields[field]);
        Assert.Equal(RefusalKind.Invalid, changed.Refusal?.Kind);
    }

    [Fact]
    public async Task Every_problem_of_a_field_has_its_words()
    {
        var problems = house.Get<Problems>();
        string[] named =
        [
            .. Enum.GetNames<ServiceStandardProblem>()
                .Select(name => JsonNamingPolicy.SnakeCaseLower.ConvertName(name)),
            "slug_form",
            "reserved",
            "taken",
            "email_form",
            "language_form",
            "twice",
            "missing",
            "too_long",
            "unknown_time_zone",
            "unknown_community",
            "unknown_agency",
            "role_of_agency",
        ];
        Assert.All(named, problem => Assert.NotEqual(problem, problems.FieldWords(problem)));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_promise_is_set_kept_and_taken_back()
    {
        var lead = await house.Agency();
        var community = await house.Community(lead);
        var set = await Patch(
            lead.Caller,
            community,
            $$"""{"serviceStandard":{{Calgary}},"timeZone":"America/Edmonton"}"""
        );
        Assert.Equal(ClockRule.FromOpening, set.Value!.ServiceStandard!.Rule);

        // Left out, it stays; the card's clock is the one that was promised.
        var kept = await Patch(lead.Caller, community, """{"name":"Another name"}""");
        Assert.Equal(set.Value.ServiceStandard, kept.Value!.ServiceStandard);
        var due = await house.Work.Run(
            Scope.Agency(lead.Id),
            async (work, ct) =>
                (await work.Community(community, ct))!.Clock().Start(Instant.FromUtc(2026, 2, 14, 18, 0)).Due,
            Ct
        );
        Assert.Equal(Instant.FromUtc(2026, 2, 18, 16, 0), due);

        var taken = await Patch(lead.Caller, community, """{"serviceStandard":null}""");
        Assert.Null(taken.Value!.ServiceStandard);
        Assert.Equal("Another name", taken.Value.Name);
    }

    [Fact]
    public async Task A_promise_says_on_the_wire_what_it_was_given()
    {
        var lead = await house.Agency();
        var community = await house.Community(lead);
        var set = await Patch(lead.Caller, community, $$"""{"serviceStandard":{{Calgary}}}""");
        var json = JsonSerializer.SerializeToElement(set.Value, KernelJson.Options);
        Assert.True(
            JsonElement.DeepEquals(JsonDocument.Parse(Calgary).RootElement, json.GetProperty("serviceStandard"))
        );
        Assert.Equal("America/Toronto", json.GetProperty("timeZone").GetString());
        Assert.Equal("open", json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Community_administrators_of_co_hosts_change_it_and_readers_do_not()
    {
        var (lead, coHost, stranger) = (await house.Agency(), await house.Agency(), await house.Agency());
        var community = await house.Community(lead);
        await house.Join(lead, community, coHost, CoHostRole.CoHost);
        var (_, administrator) = await house.Staff(coHost, Role.CommunityAdministrator);
        Assert.True((await Patch(administrator, community, """{"purpose":"Ours"}""")).IsDone);
        foreach (var role in new[] { Role.Moderator, Role.CaseWorker, Role.Evaluator, Role.Viewer })
        {
            var (_, caller) = await house.Staff(coHost, role);
            Assert.Equal(Refusal.Forbidden, (await Patch(caller, community, """{"purpose":"Mine"}""")).Refusal);
            Assert.True((await house.Runner.Run(house.Get<ShowCommunity>(), new(community), caller, ct: Ct)).IsDone);
        }
        Assert.Equal(Refusal.NotFound, (await Patch(stranger.Caller, community, """{"purpose":"X"}""")).Refusal);
    }

    [Fact]
    public async Task A_community_goes_through_its_life_in_order_led_by_its_lead()
    {
        var (lead, coHost) = (await house.Agency(), await house.Agency());
        var community = await house.Community(lead);
        await house.Join(lead, community, coHost, CoHostRole.CoHost);
        Assert.Equal("lead_only", (await To(coHost, "windingDown")).Refusal?.Code);
        Assert.Equal("not_from_here", (await To(lead, "closed")).Refusal?.Code);
        Assert.Equal("not_from_here", (await To(lead, "planning")).Refusal?.Code);
        Assert.Equal(CommunityState.WindingDown, (await To(lead, "windingDown")).Value!.State);
        Assert.Equal(CommunityState.Open, (await To(lead, "open")).Value!.State);
        Assert.True((await To(lead, "windingDown")).IsDone);
        Assert.Equal(CommunityState.Closed, (await To(lead, "closed")).Value!.State);
        Assert.Equal("not_from_here", (await To(lead, "open")).Refusal?.Code);

        Task<Outcome<CommunityView>> To(TestAgency by, string state) =>
            Patch(by.Caller, community, $$"""{"state":"{{state}}"}""");
    }

    [Fact]
    public async Task A_role_in_one_community_shows_that_one_only()
    {
        var lead = await house.Agency();
        var (one, two) = (await house.Community(lead), await house.Community(lead));
        var added = await house.Runner.Run(
            house.Get<SharedCommunity.Communities.Staff.AddStaff>(),
            new("only-one@example.org", "Only One", [new(Role.Moderator, one)]),
            lead.Caller,
            ct: Ct
        );
        Assert.True(added.IsDone);
        var caller = new Caller.Staff(house.Accounts.Of("only-one@example.org"), lead.Id);
        var listed = await house.Runner.Run(house.Get<ListCommunities>(), new(), caller, ct: Ct);
        Assert.Equal([one], listed.Value!.Items.Select(item => item.Id));
        var shown = await house.Runner.Run(house.Get<ShowCommunity>(), new(two), caller, ct: Ct);
        Assert.Equal(Refusal.NotFound, shown.Refusal);
    }

    [Fact]
    public async Task Left_out_and_null_are_two_contents_of_one_key()
    {
        var lead = await house.Agency();
        var community = await house.Community(lead);
        Assert.True((await Patch(lead.Caller, community, """{"name":"A"}""", "one-key")).IsDone);
        Assert.True((await Patch(lead.Caller, community, """{"name":"A"}""", "one-key")).IsDone);
        var other = await Patch(lead.Caller, community, """{"name":"A","serviceStandard":null}""", "one-key");
        Assert.Equal(Refusal.KeyReused, other.Refusal);
    }

    private Task<Outcome<CommunityView>> Patch(Caller caller, CommunityId community, string json, string? key = null)
    {
        var fields = System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject();
        fields["id"] = community.ToString();
        var request = fields.Deserialize<ChangeCommunity.Request>(KernelJson.Options)!;
        return house.Runner.Run(ChangeCommunity, request, caller, key, Ct);
    }
}
