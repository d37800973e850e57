using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>A host whose days a test lets pass.</summary>
public sealed class PassingDays : RunningHost, IAsyncLifetime
{
    public MovedTime Time { get; } = new();

    protected override void Arrange(WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(Time);
}

/// <summary>A member, the agency that refers, the one that is asked, and a third one, as the member sees it in the chat.</summary>
internal sealed class ReferralsInField(PassingDays house)
{
    public required AgencyInField Lead { get; init; }
    public required AgencyInField Partner { get; init; }
    public required CommunityInField Community { get; init; }
    public required GroupInField Group { get; init; }
    public required StaffInField Moderator { get; init; }
    public required StaffInField Worker { get; init; }
    public required StaffInField Other { get; init; }

    public static async Task<ReferralsInField> Arrange(PassingDays house)
    {
        var (lead, partner, third) = (
            await house.Field.Agency("Harbour"),
            await house.Field.Agency("Northside"),
            await house.Field.Agency("Third")
        );
        var community = await house.Field.Community(lead, [third]);
        await house.Field.CoHosts(community, partner, "ReferralPartner");
        return new(house)
        {
            Lead = lead,
            Partner = partner,
            Community = community,
            Group = await house.TelegramGroup(community, lead),
            Moderator = await house.Field.Staff(lead, Role.Moderator),
            Worker = await house.Field.Staff(partner, Role.CaseWorker),
            Other = await house.Field.Staff(third, Role.AgencyAdministrator, Role.Moderator, Role.CaseWorker),
        };
    }

    /// <summary>The inquiry of somebody who writes to the bot alone.</summary>
    public async Task<JsonNode> AskPrivately(Person who, string text)
    {
        await house.TelegramSaysPrivately(Group, who, text);
        return await house.InquiryOf(Community, Moderator, text);
    }

    /// <summary>Refers an inquiry to the partner and waits until it is there; the two sides' ids.</summary>
    public async Task<(string Out, string In)> Refer(
        JsonNode inquiry,
        string service,
        JsonNode? consent = null,
        StaffInField? by = null
    )
    {
        using var lead = house.As(by ?? Moderator);
        var referred = await lead.Post(
            $"/api/v1/inquiries/{inquiry["id"]}/refer",
            new JsonObject
            {
                ["agency"] = Partner.Slug,
                ["service"] = service,
                ["share"] = new JsonArray("name", "language"),
                ["consent"] = consent ?? new JsonObject { ["given"] = "message", ["text"] = "Yes." },
            }
        );
        var came = await Eventually.Becomes(
            async () =>
            {
                using var partner = house.As(Worker);
                return (await partner.Get("/api/v1/referrals?direction=in"))["items"]!.AsArray();
            },
            items => items.Any(item => (string)item!["service"]! == service)
        );
        return ((string)referred["id"]!, (string)came.First(item => (string)item!["service"]! == service)!["id"]!);
    }

    /// <summary>The partner takes it on, reaches the member and completes it; the sender knows.</summary>
    public async Task Complete((string Out, string In) referral, string outcome = "helped")
    {
        using var partner = house.As(Worker);
        await partner.Post($"/api/v1/referrals/{referral.In}/accept");
        await partner.Post(
            $"/api/v1/referrals/{referral.In}/complete",
            new JsonObject { ["outcome"] = outcome, ["note"] = "Done." }
        );
        await Until(Moderator, referral.Out, shown => (string)shown["state"]! == "completed");
    }

    /// <summary>Waits until a side sees its referral so.</summary>
    public Task<JsonNode> Until(StaffInField staff, string id, Func<JsonNode, bool> wanted) =>
        Eventually.Becomes(
            async () =>
            {
                using var client = house.As(staff);
                return await client.Get($"/api/v1/referrals/{id}");
            },
            wanted
        );

    /// <summary>What a person has read from the bot on their private line, in order.</summary>
    public List<string> Read(Person who) =>
        [.. house.Telegram.Sent.Where(sent => sent.ChatId == who.Id).Select(sent => sent.Text)];

    /// <summary>Waits for a message to a person with these words.</summary>
    public async Task<string> Hears(Person who, string words) =>
        (
            await Eventually.Becomes(
                () => Task.FromResult(Read(who)),
                read => read.Any(text => text.Contains(words, StringComparison.Ordinal))
            )
        ).Last(text => text.Contains(words, StringComparison.Ordinal));

    /// <summary>A person taps a button under the newest message to them with these words.</summary>
    public async Task Tap(Person who, string words, string label)
    {
        var message = house.Telegram.Sent.Last(sent =>
            sent.ChatId == who.Id && sent.Text.Contains(words, StringComparison.Ordinal)
        );
        await house.Deliver(Group, house.Telegram.Tap(message, who, label));
    }

    /// <summary>What the platform's parts would announce if a person had tapped that: for what no button offers.</summary>
    public async Task Forge(Person who, string words, string value)
    {
        var delivery = await Delivery(words);
        var account = await house.Database.Read(
            "select id from channels.channel_accounts where account = $1 and community_id = $2",
            row => row.GetGuid(0),
            who.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Community.Id
        );
        await house.Work.Run(
            Scope.Community(CommunityId.From(Community.Id)),
            (unit, _) =>
            {
                unit.Announce(
                    new ChoiceMade(
                        CommunityId.From(Community.Id),
                        DeliveryId.From(delivery),
                        ChannelAccountId.From(account[0]),
                        value,
                        unit.Now
                    )
                );
                return Task.CompletedTask;
            }
        );
    }

    /// <summary>What an agency reads in its own scope of all that was posted and sent.</summary>
    public Task<List<string>> Reads(AgencyInField agency) =>
        house.Work.Run(
            Scope.Agency(AgencyId.From(agency.Id)),
            (unit, ct) =>
                unit.Query(
                    """
                    select text from channels.messages where community_id = $1
                    union all select text from channels.deliveries where community_id = $1
                    """,
                    [Community.Id],
                    row => row.GetString(0),
                    ct
                )
        );

    /// <summary>The newest message of ours to a member with these words.</summary>
    public async Task<Guid> Delivery(string words) =>
        (
            await house.Database.Read(
                "select delivery_id from referrals.tellings where text like '%' || $1 || '%' and community_id = $2 and delivery_id is not null order by at desc limit 1",
                row => row.GetGuid(0),
                words,
                Community.Id
            )
        )[0];

    /// <summary>The follow-up that was asked in the newest message with these words.</summary>
    public async Task<Guid> FollowUp(string words) =>
        (
            await house.Database.Read(
                "select id from referrals.follow_ups where delivery_id = $1",
                row => row.GetGuid(0),
                await Delivery(words)
            )
        )[0];
}
