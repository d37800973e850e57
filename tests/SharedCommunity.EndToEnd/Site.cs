using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>
/// A host of a test class, with a Telegram on loopback behind it, and one community that three agencies share. A fourth
/// agency has no part in it.
/// </summary>
public sealed class Site : RunningHost, IAsyncLifetime
{
    private readonly LogOfTests log = new();

    /// <summary>The Lead.</summary>
    public AgencyInField A { get; private set; } = null!;

    /// <summary>A co-host.</summary>
    public AgencyInField B { get; private set; } = null!;

    /// <summary>Another co-host.</summary>
    public AgencyInField C { get; private set; } = null!;

    /// <summary>The community.</summary>
    public CommunityInField Community { get; private set; } = null!;

    /// <summary>Administers agency A and the community.</summary>
    public StaffInField Amal { get; private set; } = null!;

    /// <summary>A moderator of agency A.</summary>
    public StaffInField Rania { get; private set; } = null!;

    /// <summary>A moderator of agency B.</summary>
    public StaffInField Marc { get; private set; } = null!;

    /// <summary>A moderator of agency C.</summary>
    public StaffInField Aline { get; private set; } = null!;

    /// <summary>Of agency B: reads, changes nothing.</summary>
    public StaffInField Vera { get; private set; } = null!;

    /// <summary>A moderator of an agency with no part in the community.</summary>
    public StaffInField Otto { get; private set; } = null!;

    /// <summary>The token of an invitation of agency A to another agency's community.</summary>
    public string Invitation { get; } = Guid.CreateVersion7().ToString("N");

    /// <summary>The community's group on Telegram.</summary>
    public GroupTalk Group { get; private set; } = null!;

    /// <summary>The inquiries of <see cref="FillQueue"/>, by the first name of who asked.</summary>
    public IReadOnlyDictionary<string, Guid> Asked { get; private set; } = new Dictionary<string, Guid>();

    /// <summary>A referral of <see cref="FillQueue"/>, on agency A's side.</summary>
    public Guid Referred { get; private set; }

    /// <summary>A referral of <see cref="SiteReferrals.FillReferrals"/> that came to agency A.</summary>
    public Guid CameIn { get; internal set; }

    /// <summary>One that agency B completed, with what its member said since, on agency A's side.</summary>
    public Guid Completed { get; internal set; }

    /// <summary>The consent that it stands on.</summary>
    public Guid Consented { get; private set; }

    /// <summary>The address of a question of agency A to Jean, which waits for an answer.</summary>
    public string ConsentLink { get; private set; } = "";

    /// <summary>The sessions of those who have signed in once, by staff member.</summary>
    internal Dictionary<Guid, string> Sessions { get; } = [];

    /// <summary>The host's time: a test lets days pass.</summary>
    public MovedTime Time { get; } = new();

    /// <summary>The address of the queue as agency A sees it.</summary>
    public string Queue(string query) => $"/{A.Slug}/{Community.Slug}/queue{query}";

    /// <summary>The address of the messages as agency A sees them.</summary>
    public string Messages(string query) => $"/{A.Slug}/{Community.Slug}/messages{query}";

    /// <summary>What the host wrote to its log.</summary>
    public IReadOnlyCollection<string> Log => log.Lines;

    /// <inheritdoc />
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        A = await Field.Agency("Harbour Welcome Centre");
        B = await Field.Agency("North Side Library");
        C = await Field.Agency("Maison des familles");
        Community = await Field.Community(A, [B, C], name: "First Steps in the City");
        Amal = await Field.Staff(
            A,
            "Amal Haddad",
            Role.AgencyAdministrator,
            Role.CommunityAdministrator,
            Role.Moderator
        );
        await Field.PlatformAdministrator(Amal);
        Rania = await Field.Staff(A, "Rania Saleh", Role.Moderator);
        Marc = await Field.Staff(B, "Marc Tremblay", Role.Moderator);
        Aline = await Field.Staff(C, "Aline Uwase", Role.Moderator);
        Vera = await Field.Staff(B, "Vera Lind", Role.Viewer);
        Otto = await Field.Staff(await Field.Agency("Elsewhere Services"), "Otto Berg", Role.Moderator);
        // Another Lead's invitation to agency A, not answered.
        await Field.Invites(
            await Field.Community(Otto.Agency, name: "Evenings at the Library"),
            A,
            Invitation,
            "CoHost"
        );
        Group = new GroupTalk(this, await TelegramGroup(Community, A));
    }

    /// <inheritdoc />
    protected override void Arrange(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(Time);
    }

    /// <summary>Fills the queue with what an ordinary day brings: three languages, early and late, in the group and alone.</summary>
    public async Task FillQueue()
    {
        if (Asked.Count > 0)
            return;
        var now = Time.GetUtcNow();
        var salma = new Person(990_001, "Salma", "Khatib", LanguageCode: "ar");
        var jean = new Person(990_002, "Jean", "Baptiste", LanguageCode: "fr");
        var oleh = new Person(990_003, "Oleh", "Kovalenko", LanguageCode: "uk");
        var grace = new Person(990_004, "Grace", "Adeyemi", LanguageCode: "en");
        await Group.Say(jean, "Bonjour à tous, je viens d'arriver avec ma famille.", now.AddHours(-26));
        await Group.Say(jean, "Où trouver un médecin de famille qui parle français ?", now.AddHours(-25));
        await Group.Say(grace, "Thank you all for the picnic on Saturday!", now.AddHours(-21));
        await Group.Say(
            grace,
            "Does anybody know whether the bus pass for June is cheaper for students, and where I can buy it without a credit card?",
            now.AddHours(-20)
        );
        await Group.Say(salma, "كيف أسجل ابنتي في المدرسة؟ عمرها سبع سنوات.", now.AddHours(-2));
        await Group.Whisper(oleh, "My landlord wants me to leave by Friday. What can I do?", now.AddMinutes(-30));
        var asked = await Eventually.Becomes(
            () =>
                Database.Read(
                    "select split_part(m.name, ' ', 1), i.id from moderation.inquiries i join membership.members m on m.id = i.member_id",
                    row => (Name: row.GetString(0), Id: row.GetGuid(1))
                ),
            found => found.Count >= 4
        );
        Asked = asked.ToDictionary(one => one.Name, one => one.Id);
        Referred = await Refer(now);
        ConsentLink = await AskForConsent("Jean");
        await FillBus();
    }

    /// <summary>What an administrator finds on a bad day: a partner that is silent, and messages that were refused.</summary>
    private Task FillBus() =>
        Database.Administer(
            $$"""
            insert into referrals.outbox (id, agency_id, from_slug, to_slug, loop_id, type, sequence, acknowledges, body,
                created_at, attempts, next_at)
            select gen_random_uuid(), '{{A.Id}}', '{{A.Slug}}', '{{C.Slug}}', gen_random_uuid(), 'ReferralSent', 1, 0,
                '{}', now() - g * interval '9 hours', 2, now() + interval '1 hour' from generate_series(1, 4) g
            """,
            $$"""
            insert into referrals.dead_letters (id, agency_id, at, last_at, times, reason, from_slug, type, publisher,
                envelope, message, digest)
            select gen_random_uuid(), '{{A.Id}}', now() - g * interval '3 hours', now() - g * interval '1 hour', g, reason,
                '{{C.Slug}}', 'ReferralAccepted', 'maison-intake', jsonb_build_object('id', gen_random_uuid(), 'type',
                'ReferralAccepted', 'from', '{{C.Slug}}', 'version', 1,
                'to', '{{A.Slug}}', 'referralId', gen_random_uuid(), 'sequence', g, 'acknowledges', 1), '""',
                sha256(reason::bytea)
            from unnest(array['NotTheirVoice', 'OutOfTurn', 'UnknownVersion']) with ordinality r(reason, g)
            """,
            $"""
            insert into referrals.agency_voices (agency_id, user_name, granted, host_reads, asked_at, granted_at)
            values ('{B.Id}', 'library-intake', false, false, now() - interval '1 day', null),
                ('{C.Id}', 'maison-intake', true, true, now() - interval '9 days', now() - interval '8 days')
            """
        );

    /// <summary>A moderator of agency A makes a link for somebody who asked; its address on the site.</summary>
    public async Task<string> AskForConsent(string name)
    {
        using var rania = As(Rania);
        var made = await rania.Post(
            $"/api/v1/inquiries/{Asked[name]}/consent-link",
            new JsonObject
            {
                ["agency"] = C.Slug,
                ["service"] = "A family doctor",
                ["share"] = new JsonArray("name", "language", "contact"),
                ["consent"] = new JsonObject { ["untilDay"] = "2099-03-04" },
            }
        );
        return new Uri((string)made["url"]!).AbsolutePath;
    }

    /// <summary>One more asked, and was referred to agency B.</summary>
    private async Task<Guid> Refer(DateTimeOffset now)
    {
        const string Asks = "I was a welder at home. Who can help me to be one here?";
        await Group.Say(new Person(990_005, "Hana", "Tesfaye", LanguageCode: "en"), Asks, now.AddHours(-3));
        var inquiry = await InquiryOf(Community, Rania, "welder");
        using var rania = As(Rania);
        var referred = await rania.Post(
            $"/api/v1/inquiries/{inquiry["id"]}/refer",
            new JsonObject
            {
                ["agency"] = B.Slug,
                ["service"] = "Employment counselling",
                ["share"] = new JsonArray("language", "name", "inquiry"),
                ["consent"] = new JsonObject { ["given"] = "message", ["text"] = "Yes, please ask them." },
                ["note"] = "She has her certificates with her.",
            }
        );
        Consented = Guid.Parse((string)(await rania.Get("/api/v1/consents"))["items"]![0]!["id"]!);
        return Guid.Parse((string)referred["id"]!);
    }
}
