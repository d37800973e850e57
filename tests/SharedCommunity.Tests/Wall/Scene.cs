using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;

namespace SharedCommunity.Tests.Wall;

/// <summary>Our community with things in it, and those who come to its doors.</summary>
internal sealed class Scene
{
    private static readonly Role[] Every = Enum.GetValues<Role>();

    public required CommunityInField Ours { get; init; }

    /// <summary>Holds every role in the agency that leads our community.</summary>
    public required StaffInField Insider { get; init; }

    /// <summary>Reads, and changes nothing.</summary>
    public required StaffInField Viewer { get; init; }

    /// <summary>Those who hold every role in their own agency and have no business here.</summary>
    public required IReadOnlyList<(string Name, StaffInField Staff)> Outsiders { get; init; }

    /// <summary>Ids of things of ours, by the word that stands before them in an address.</summary>
    public required Dictionary<string, Guid> Ids { get; init; }

    public static async Task<Scene> Set(RunningHost host)
    {
        var field = host.Field;
        var home = await field.Agency("Home");
        var (stranger, suspended, left, partner) = (
            await field.Agency("Stranger"),
            await field.Agency("Suspended"),
            await field.Agency("Left"),
            await field.Agency("Partner")
        );
        var ours = await field.Community(home);
        var theirs = await field.Community(stranger);
        var token = Guid.CreateVersion7();
        await field.Invites(theirs, home, token.ToString());
        await field.CoHosts(ours, suspended, "CoHost", "Suspended");
        await field.CoHosts(ours, left, "CoHost", "Left");
        await field.CoHosts(ours, partner, "ReferralPartner");
        var insider = await field.Staff(home, Every);
        var key = await host.Database.Read(
            "select id from communities.api_keys where staff_id = $1",
            row => row.GetGuid(0),
            insider.Id
        );
        var talk = await SceneTalk.Put(host, home, ours);
        var channels = await SceneChannels.Put(host, home, ours);
        var referral = await SceneReferral.Put(host, insider, ours, talk.Inquiry, talk.Member);
        var letter = await SceneReferral.PutDeadLetter(host, home);
        return new Scene
        {
            Ours = ours,
            Insider = insider,
            Viewer = await field.Staff(home, Role.Viewer),
            Outsiders =
            [
                ("a stranger", await field.Staff(stranger, Every)),
                ("a suspended co-host", await field.Staff(suspended, Every)),
                ("one that left", await field.Staff(left, Every)),
                ("a referral partner", await field.Staff(partner, Every)),
            ],
            Ids = new(StringComparer.Ordinal)
            {
                ["communities"] = ours.Id,
                ["agencies"] = home.Id,
                ["co-hosts"] = home.Id,
                ["staff"] = insider.Id,
                ["api-keys"] = key[0],
                ["keys"] = key[0],
                ["invitations"] = token,
                ["members"] = talk.Member.Value,
                ["messages"] = talk.Message.Value,
                ["inquiries"] = talk.Inquiry.Value,
                ["answers"] = talk.Inquiry.Value,
                ["referrals"] = referral,
                ["consents"] = await SceneReferral.Consent(host, referral),
                ["dead-letters"] = letter,
                ["voices"] = home.Id,
                ["connections"] = channels.Connection,
                ["deliveries"] = channels.Delivery,
                ["bind-requests"] = channels.BindRequest,
                ["parked-events"] = channels.ParkedEvent,
                ["events"] = channels.ParkedEvent,
                ["announcements"] = channels.ParkedEvent,
            },
        };
    }
}
