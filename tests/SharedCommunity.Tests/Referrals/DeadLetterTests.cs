using System.Net;
using System.Text.Json.Nodes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>Messages that are refused, over a real broker: each for a reason of its own, and none changes anything.</summary>
[Collection(nameof(BrokeredHost))]
public sealed class DeadLetterTests(BrokeredHost house)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private sealed record Place(AgencyInField Ours, AgencyInField Partner, AgencyInField Foreign, StaffInField Admin);

    private async Task<Place> Arrange()
    {
        var ours = await house.Field.Agency("Ours");
        await house.Known(ours);
        return new(
            ours,
            await house.AgencyWithUser("Partner"),
            await house.AgencyWithUser("Foreign"),
            await house.Field.Staff(ours, Role.AgencyAdministrator)
        );
    }

    private static JsonObject Sent(Place at, Guid? referral = null) =>
        new()
        {
            ["id"] = Guid.CreateVersion7(),
            ["type"] = "ReferralSent",
            ["version"] = 1,
            ["from"] = at.Partner.Slug,
            ["to"] = at.Ours.Slug,
            ["referralId"] = referral ?? Guid.CreateVersion7(),
            ["sequence"] = 1,
            ["acknowledges"] = 0,
            ["body"] = new JsonObject { ["service"] = "Housing help" },
        };

    private static JsonObject With(JsonObject message, string field, JsonNode? value)
    {
        var changed = (JsonObject)message.DeepClone();
        changed[field] = value;
        return changed;
    }

    private static JsonObject WithConsent(JsonObject message, JsonObject consent)
    {
        var changed = (JsonObject)message.DeepClone();
        changed["body"]!["consent"] = consent;
        return changed;
    }

    private async Task<JsonArray> Letters(Place at, int howMany)
    {
        using var admin = house.As(at.Admin);
        return await Eventually.Becomes(
            async () => (await admin.Get("/api/v1/bus/dead-letters"))["items"]!.AsArray(),
            letters => letters.Count >= howMany
        );
    }

    private async Task<long> Count(string table, Place at) =>
        (
            await house.Database.Read(
                $"select count(*) from referrals.{table} where agency_id = $1",
                row => row.GetInt64(0),
                at.Ours.Id
            )
        )[0];

    [Fact]
    public async Task Each_message_against_the_rules_is_refused_for_its_own_reason_and_changes_nothing()
    {
        var at = await Arrange();
        await house.Grant(at.Partner);
        await house.Grant(at.Foreign);
        // One that is in order, so that there is something to change.
        var referral = Guid.CreateVersion7();
        var first = Sent(at, referral);
        await house.Publish(at.Partner, at.Ours.Slug, first.ToJsonString());
        await Eventually.Becomes(() => Count("referrals", at), many => many == 1);
        var (eventsBefore, saidBefore) = (await Count("referral_events", at), await Count("outbox", at));

        (string Reason, AgencyInField Speaker, string Text, bool Signed)[] wrong =
        [
            ("notTheirVoice", at.Foreign, Sent(at).ToJsonString(), true),
            ("unsigned", at.Partner, Sent(at).ToJsonString(), false),
            ("unreadable", at.Partner, """{"id": "no message""", true),
            ("unreadable", at.Partner, "[]", true),
            ("unreadable", at.Partner, With(Sent(at), "body", "words").ToJsonString(), true),
            ("unreadable", at.Partner, With(Sent(at), "sequence", 0).ToJsonString(), true),
            (
                "unreadable",
                at.Partner,
                With(Sent(at), "body", new JsonObject { ["service"] = "a\0b" }).ToJsonString(),
                true
            ),
            (
                "unreadable",
                at.Partner,
                Sent(at).ToJsonString().Replace("Housing", @"\ud800", StringComparison.Ordinal),
                true
            ),
            (
                "tooLong",
                at.Partner,
                With(Sent(at), "body", new JsonObject { ["note"] = new string('x', 300_000) }).ToJsonString(),
                true
            ),
            (
                "unreadable",
                at.Partner,
                WithConsent(Sent(at), new JsonObject { ["scope"] = new JsonArray("name") }).ToJsonString(),
                true
            ),
            (
                "unreadable",
                at.Partner,
                WithConsent(Sent(at), new JsonObject { ["ground"] = "given" }).ToJsonString(),
                true
            ),
            ("unknownType", at.Partner, With(Sent(at), "type", "ReferralSold").ToJsonString(), true),
            ("unknownVersion", at.Partner, With(Sent(at), "version", 2).ToJsonString(), true),
            ("unknownSender", at.Partner, With(Sent(at), "from", "nobody-we-know").ToJsonString(), true),
            ("unknownSender", at.Partner, With(Sent(at), "from", at.Ours.Slug).ToJsonString(), true),
            ("notForUs", at.Partner, With(Sent(at), "to", at.Foreign.Slug).ToJsonString(), true),
            ("notAReferral", at.Partner, With(Sent(at), "type", "ContactMade").ToJsonString(), true),
            // The referral is the partner's, and so is its every word.
            ("notTheirs", at.Foreign, With(Sent(at, referral), "from", at.Foreign.Slug).ToJsonString(), true),
            // The id of one that had its turn, with other words; and its place, under another id.
            (
                "replayed",
                at.Partner,
                With(With(With(first, "sequence", 2), "type", "ReferralWithdrawn"), "body", new JsonObject())
                    .ToJsonString(),
                true
            ),
            ("replayed", at.Partner, With(first, "id", Guid.CreateVersion7()).ToJsonString(), true),
        ];
        foreach (var (_, speaker, text, signed) in wrong)
            await house.Publish(speaker, at.Ours.Slug, text, signed);

        var letters = await Letters(at, wrong.Length);
        Assert.Equal(
            wrong.Select(one => one.Reason).Order(StringComparer.Ordinal),
            letters.Select(letter => (string)letter!["reason"]!).Order(StringComparer.Ordinal)
        );
        Assert.Equal(1, await Count("referrals", at));
        Assert.Equal(eventsBefore, await Count("referral_events", at));
        Assert.Equal(saidBefore, await Count("outbox", at));
        // Who asks how the bus stands reads no words of a message.
        Assert.DoesNotContain("Housing", letters.ToJsonString(), StringComparison.Ordinal);
        var foreign = letters.Single(letter => (string)letter!["reason"]! == "notTheirVoice")!;
        Assert.Equal(BrokeredHost.UserOf(at.Foreign), (string)foreign["publisher"]!);
        Assert.Equal(at.Partner.Slug, (string)foreign["from"]!);
    }

    [Fact]
    public async Task A_consent_that_says_no_more_than_it_must_is_taken()
    {
        var at = await Arrange();
        await house.Grant(at.Partner);
        var sent = WithConsent(
            Sent(at),
            new JsonObject { ["ground"] = "given", ["scope"] = new JsonArray("name", "language") }
        );
        await house.Publish(at.Partner, at.Ours.Slug, sent.ToJsonString());
        await Eventually.Becomes(() => Count("referrals", at), many => many == 1);
        Assert.Empty(await Letters(at, 0));
        using var worker = house.As(await house.Field.Staff(at.Ours, Role.CaseWorker));
        var came = (await worker.Get("/api/v1/referrals?direction=in"))["items"]![0]!;
        Assert.Equal("given", (string)came["consent"]!["ground"]!);
        Assert.Equal(["name", "language"], came["consent"]!["scope"]!.AsArray().Select(kind => (string)kind!));
        Assert.Null(came["consent"]!["how"]);
    }

    [Fact]
    public async Task The_same_message_again_is_acknowledged_again_and_no_dead_letter()
    {
        var at = await Arrange();
        await house.Grant(at.Partner);
        var first = Sent(at).ToJsonString();
        await house.Publish(at.Partner, at.Ours.Slug, first);
        await Eventually.Becomes(() => Count("referrals", at), many => many == 1);
        var acknowledged = 0;
        await Eventually.Becomes(Acknowledged, many => many == 1);
        await house.Publish(at.Partner, at.Ours.Slug, first);
        await Eventually.Becomes(Acknowledged, many => many == 2);
        Assert.Equal(1, await Count("referral_events", at));
        Assert.Empty(await Letters(at, 0));

        async Task<int> Acknowledged()
        {
            await using var connection = await house.ConnectAs(at.Partner);
            await using var channel = await connection.CreateChannelAsync();
            while (await channel.BasicGetAsync($"referrals.{at.Partner.Slug}", autoAck: true) is { } got)
            {
                var said = JsonNode.Parse(got.Body.Span)!;
                Assert.Equal("Acknowledgement", (string)said["type"]!);
                Assert.Equal(1, (int)said["acknowledges"]!);
                acknowledged++;
            }
            return acknowledged;
        }
    }

    [Fact]
    public async Task A_refused_message_that_comes_again_is_one_letter_that_counts()
    {
        var at = await Arrange();
        var text = Sent(at).ToJsonString();
        for (var i = 0; i < 3; i++)
            await house.Publish(at.Partner, at.Ours.Slug, text);
        using var admin = house.As(at.Admin);
        var letters = await Eventually.Becomes(
            async () => (await admin.Get("/api/v1/bus/dead-letters"))["items"]!.AsArray(),
            found => found is [var one] && (int)one!["times"]! == 3
        );
        Assert.Equal("notTheirVoice", (string)letters[0]!["reason"]!);
    }

    [Fact]
    public async Task What_is_tried_again_passes_through_the_same_door_and_takes_effect_once()
    {
        var at = await Arrange();
        var text = Sent(at).ToJsonString();
        await house.Publish(at.Partner, at.Ours.Slug, text);
        var letter = (await Letters(at, 1))[0]!;
        var replay = $"/api/v1/bus/dead-letters/{letter["id"]}/replay";
        using var admin = house.As(at.Admin);

        // Nobody has granted the voice yet: the door says the same as before.
        var refused = await admin.TryPost(replay);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("refused_again", await refused.Code());
        Assert.Equal(0, await Count("referrals", at));

        await house.Grant(at.Partner);
        await admin.Post(replay);
        Assert.Equal(1, await Count("referrals", at));
        Assert.Equal(1, await Count("referral_events", at));
        Assert.Empty(await Letters(at, 0));
        var again = await admin.TryPost(replay);
        Assert.Equal("letter_decided", await again.Code());

        // And its sender, who never heard of it, sends it again.
        await house.Publish(at.Partner, at.Ours.Slug, text);
        using var bus = house.As(at.Admin);
        await Eventually.Becomes(
            async () => (await bus.Get("/api/v1/bus"))["sides"]!.AsArray().Count,
            waiting => waiting == 0
        );
        Assert.Equal(1, await Count("referrals", at));
        Assert.Equal(1, await Count("referral_events", at));
        // Whoever had it tried again has not sent it.
        Assert.Equal(
            [true],
            await house.Database.Read(
                "select staff_name is null from referrals.referral_events where agency_id = $1",
                row => row.GetBoolean(0),
                at.Ours.Id
            )
        );
    }

    [Fact]
    public async Task What_is_given_up_loses_its_words_and_is_nobody_elses()
    {
        var at = await Arrange();
        await house.Publish(at.Partner, at.Ours.Slug, Sent(at).ToJsonString());
        var letter = (await Letters(at, 1))[0]!;
        foreach (var verb in new[] { "replay", "discard" })
        {
            using var stranger = house.As(await house.Field.Staff(at.Foreign, Role.AgencyAdministrator));
            using var worker = house.As(await house.Field.Staff(at.Ours, Role.Moderator));
            using var founder = house.As(await house.Founder());
            var path = $"/api/v1/bus/dead-letters/{letter["id"]}/{verb}";
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.TryPost(path)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await worker.TryPost(path)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await founder.TryPost(path)).StatusCode);
        }
        using var browser = await house.SignInAs(at.Admin);
        var page = $"/{at.Ours.Slug}/bus";
        var given = await browser.Send(page, $"{page}/dead-letters/{letter["id"]}/discard", []);
        Assert.Equal(HttpStatusCode.SeeOther, given.StatusCode);
        Assert.Equal(
            ["\"\""],
            await house.Database.Read(
                "select message::text from referrals.dead_letters where agency_id = $1",
                row => row.GetString(0),
                at.Ours.Id
            )
        );
        var html = await (await browser.Open(page)).Content.ReadAsStringAsync(Ct);
        Assert.Contains("No message was refused", html, StringComparison.Ordinal);
    }
}
