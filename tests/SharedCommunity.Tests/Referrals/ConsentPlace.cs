using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;
using SharedCommunity.Kernel.Live;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Testing;

namespace SharedCommunity.Tests.Referrals;

/// <summary>Two agencies between which a member is referred, and a third with a part in the same community.</summary>
internal sealed record ConsentPlace(
    RunningHost House,
    AgencyInField Lead,
    AgencyInField Partner,
    CommunityInField Community,
    GroupInField Group,
    StaffInField Moderator,
    StaffInField Worker,
    StaffInField Other
)
{
    /// <summary>What only the member's particulars hold, wherever they lie.</summary>
    public string Words { get; } = $"welder{Letters(Guid.CreateVersion7())}";

    public static async Task<ConsentPlace> On(RunningHost house)
    {
        var (lead, partner, third) = (
            await house.Field.Agency(),
            await house.Field.Agency(),
            await house.Field.Agency()
        );
        var community = await house.Field.Community(lead, [third]);
        await house.Field.CoHosts(community, partner, "ReferralPartner");
        return new(
            house,
            lead,
            partner,
            community,
            await house.TelegramGroup(community, lead),
            await house.Field.Staff(lead, Role.Moderator),
            await house.Field.Staff(partner, Role.CaseWorker),
            await house.Field.Staff(third, Role.AgencyAdministrator, Role.Moderator, Role.CaseWorker)
        );
    }

    /// <summary>
    /// The partner's own software reads its queue from here on: this host had listened, and has left it alone. A voice
    /// that is only written down counts for queues that are connected later.
    /// </summary>
    public async Task PartnerReadsItself()
    {
        await Listens(true);
        await House.Database.Administer(
            $"""
            insert into referrals.agency_voices (agency_id, user_name, granted, host_reads, asked_at)
            values ('{Partner.Id}', 'theirs', true, false, now())
            """
        );
        await Listens(false);
    }

    private async Task Listens(bool listens)
    {
        House.Services.GetRequiredService<LiveNotifier>().Wake(Queues.Wake);
        var line = House.Services.GetRequiredService<BusLine>();
        await Eventually.Becomes(
            () => Task.FromResult(line.Of(Partner.Slug)?.Stands ?? false),
            stands => stands == listens
        );
    }

    // No digits, and no letters that digits of an id are written with: nothing but these words looks like them.
    private static string Letters(Guid id) =>
        string.Concat(id.ToString("N").Select(digit => (char)('g' + Convert.ToInt32(digit.ToString(), 16))));

    /// <summary>A member asks in the group, and a moderator refers it with the member's yes.</summary>
    public async Task<JsonNode> Refer(Duration? holds = null)
    {
        var text = $"Who can help me to work as a {Words}?";
        await House.TelegramSays(Group, RunningHost.Newcomer("Salma"), text);
        var inquiry = await House.InquiryOf(Community, Moderator, Words);
        using var lead = House.As(Moderator);
        return await lead.Post(
            $"/api/v1/inquiries/{inquiry["id"]}/refer",
            new JsonObject
            {
                ["agency"] = Partner.Slug,
                ["service"] = "Employment help",
                ["share"] = new JsonArray("name", "inquiry", "contact"),
                ["contact"] = $"{Words}@mail.test",
                ["consent"] = new JsonObject
                {
                    ["given"] = "verbal",
                    ["text"] = "Yes, please.",
                    ["until"] = holds is { } time
                        ? InstantPattern.ExtendedIso.Format(SystemClock.Instance.GetCurrentInstant() + time)
                        : null,
                },
                ["note"] = $"A {Words} for ten years.",
            }
        );
    }

    /// <summary>The newest referral of a side, once it stands there.</summary>
    public async Task<JsonNode> Stands(StaffInField staff, string direction, string state) =>
        (
            await Eventually.Becomes(
                async () =>
                {
                    using var client = House.As(staff);
                    return (await client.Get($"/api/v1/referrals?direction={direction}"))["items"]!.AsArray();
                },
                items => items is [{ } newest, ..] && (string)newest["state"]! == state,
                TimeSpan.FromSeconds(40)
            )
        )[0]!;

    /// <summary>The agency's newest consent.</summary>
    public async Task<JsonNode> Consent()
    {
        using var lead = House.As(Moderator);
        return (await lead.Get("/api/v1/consents"))["items"]![0]!;
    }

    /// <summary>The tables of referrals, and of what is kept for repeated requests, that hold the words in any column.</summary>
    public async Task<IReadOnlyList<string>> TablesWithWords()
    {
        var tables = await House.Database.Read(
            """
            select format('%I.%I', table_schema, table_name) from information_schema.tables
            where table_schema in ('referrals', 'kernel') and table_type = 'BASE TABLE' order by 1
            """,
            row => row.GetString(0)
        );
        List<string> found = [];
        foreach (var table in tables)
        {
            var rows = await House.Database.Read(
                $"select count(*) from {table} t where t::text ilike '%' || $1 || '%'",
                row => row.GetInt64(0),
                Words
            );
            if (rows[0] > 0)
                found.Add(table);
        }
        return found;
    }
}
