using System.Text.Json.Nodes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;

namespace SharedCommunity.Tests.Referrals;

/// <summary>
/// A community with a lead, two co-hosts and two referral partners. One co-host refers to one partner; the others look on.
/// Whatever a person writes in these referrals has <see cref="Word"/> in it, and nothing else in the house has.
/// </summary>
internal sealed class TwoAgencies(RunningHost host)
{
    /// <summary>A word that stands in everything that only the two agencies may read.</summary>
    public const string Word = "zarzuela";

    public required CommunityInField Community { get; init; }
    public required GroupInField Group { get; init; }

    /// <summary>A moderator of the agency that refers.</summary>
    public required StaffInField Sender { get; init; }

    /// <summary>A case worker of the agency that is asked.</summary>
    public required StaffInField Receiver { get; init; }

    /// <summary>Those who hold every role in their own agency, and have no part in the referrals.</summary>
    public required IReadOnlyList<(string Name, StaffInField Staff)> Others { get; init; }

    /// <summary>What names these referrals: the ids of both sides, of the consents, of each step.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The inquiries that were referred.</summary>
    public List<string> Inquiries { get; } = [];

    public static async Task<TwoAgencies> Meet(RunningHost host)
    {
        var field = host.Field;
        var (lead, sender, looker, receiver, partner) = (
            await field.Agency("Lead of all"),
            await field.Agency("Agency that refers"),
            await field.Agency("Looker on"),
            await field.Agency("Quiet Harbour"),
            await field.Agency("Other partner")
        );
        var community = await field.Community(lead, [sender, looker]);
        await field.CoHosts(community, receiver, "ReferralPartner");
        await field.CoHosts(community, partner, "ReferralPartner");
        var every = Enum.GetValues<Role>();
        return new TwoAgencies(host)
        {
            Community = community,
            Group = await host.TelegramGroup(community, lead),
            Sender = await field.Staff(sender, "Sender Moderator", Role.Moderator, Role.AgencyAdministrator),
            Receiver = await field.Staff(receiver, "Receiver Worker", Role.CaseWorker),
            Others =
            [
                ("the lead", await field.Staff(lead, every)),
                ("a co-host", await field.Staff(looker, every)),
                ("another's referral partner", await field.Staff(partner, every)),
            ],
        };
    }

    /// <summary>Somebody asks, in the group or the bot alone.</summary>
    public async Task<string> Asked(string text, bool privately)
    {
        var who = RunningHost.Newcomer($"Asker {Inquiries.Count}");
        await (privately ? host.TelegramSaysPrivately(Group, who, text) : host.TelegramSays(Group, who, text));
        var inquiry = (string)(await host.InquiryOf(Community, Sender, text))["id"]!;
        Inquiries.Add(inquiry);
        return inquiry;
    }

    /// <summary>Refers; all that may be said about it is said. The other side's id, once it is there.</summary>
    public async Task<(string Sent, string Came)> Refer(string inquiry)
    {
        using var sender = host.As(Sender);
        using var receiver = host.As(Receiver);
        var service = $"Help with a {Word} {Inquiries.Count}-{Guid.CreateVersion7():N}";
        await sender.Post(
            $"/api/v1/inquiries/{inquiry}/consent-link",
            new JsonObject
            {
                ["agency"] = Receiver.Agency.Slug,
                ["service"] = service,
                ["share"] = new JsonArray("name"),
            }
        );
        var referred = await sender.Post(
            $"/api/v1/inquiries/{inquiry}/refer",
            new JsonObject
            {
                ["agency"] = Receiver.Agency.Slug,
                ["service"] = service,
                ["share"] = new JsonArray("name", "language", "inquiry", "contact"),
                ["contact"] = $"{Word}@example.org",
                ["consent"] = new JsonObject { ["given"] = "message", ["text"] = $"Yes, tell them of my {Word}." },
                ["note"] = $"Only the {Word} counts.",
            }
        );
        var sent = (string)referred["id"]!;
        var came = await Eventually.Becomes(
            async () =>
                (await receiver.Get("/api/v1/referrals?direction=in&limit=100"))["items"]!
                    .AsArray()
                    .FirstOrDefault(item => (string)item!["service"]! == service),
            item => item is not null
        );
        await Stands(Sender, sent, "acknowledged");
        return (sent, (string)came!["id"]!);
    }

    /// <summary>Does something with a referral, and waits until the other side knows.</summary>
    public async Task Do(StaffInField who, string id, string act, JsonObject body, string other, string state)
    {
        using var door = host.As(who);
        await door.Post($"/api/v1/referrals/{id}/{act}", body);
        await Stands(who == Sender ? Receiver : Sender, other, state);
    }

    /// <summary>Reads from the database what names the referrals.</summary>
    public async Task Collect()
    {
        foreach (
            var id in await host.Database.Read(
                """
                select id from referrals.referrals union select loop_id from referrals.referrals
                union select id from referrals.consents union select id from referrals.referral_events
                union select id from referrals.consent_asks
                """,
                row => row.GetGuid(0).ToString()
            )
        )
            Names.Add(id);
    }

    /// <summary>What of the referrals stands in a text that somebody else was given; null for nothing.</summary>
    public string? Betrayed(string text, string asked = "")
    {
        if (text.Contains(Word, StringComparison.OrdinalIgnoreCase))
            return Word;
        // An address that does not exist may be repeated to whoever made it up.
        return Names.FirstOrDefault(id =>
            !asked.Contains(id, StringComparison.OrdinalIgnoreCase)
            && text.Contains(id, StringComparison.OrdinalIgnoreCase)
        );
    }

    private Task Stands(StaffInField who, string id, string state) =>
        Eventually.Becomes(
            async () =>
            {
                using var door = host.As(who);
                return (string)(await door.Get($"/api/v1/referrals/{id}"))["state"]!;
            },
            stands => stands == state
        );
}
