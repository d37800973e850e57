using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using static SharedCommunity.Bench.Queue.BulkRows;

namespace SharedCommunity.Bench.Queue;

/// <summary>
/// An installation after some years: 100 agencies, 500 communities of three co-hosts, a million messages, 50 thousand
/// inquiries of which 20 thousand are open, a quarter of those in the one large community that is looked at.
/// </summary>
internal sealed class QueueWorld : IAsyncDisposable
{
    private const int Agencies = 100;
    private const int Communities = 500;
    private const int Members = 50_000;
    private const int Messages = 1_000_000;
    private const int Inquiries = 50_000;
    private const int Open = 20_000;
    private const int OpenInLargest = 5_000;

    private QueueWorld(RunningHost host) => Host = host;

    public RunningHost Host { get; }

    public StaffInField Reader { get; private set; } = null!;

    public CommunityInField Largest { get; private set; } = null!;

    public static async Task<QueueWorld> Fill()
    {
        var host = new RunningHost();
        await host.InitializeAsync();
        var world = new QueueWorld(host);
        var lead = await host.Field.Agency("Lead");
        world.Largest = await host.Field.Community(lead);
        world.Reader = await host.Field.Staff(lead, Role.Moderator);
        var group = await host.TelegramGroup(world.Largest, lead);
        var largest = $"'{world.Largest.Id}'::uuid";
        var rows = new BulkRows(host.Database);

        await rows.Insert(
            "communities.agencies",
            Agencies - 1,
            ("id", Id("agency", "g")),
            ("slug", "'bulk-' || g"),
            ("state", "'Active'")
        );
        await rows.Insert(
            "communities.communities",
            Communities - 1,
            ("id", Id("community", "g")),
            ("community_id", Id("community", "g")),
            ("slug", "'bulk-' || g"),
            ("time_zone", "'America/Toronto'"),
            ("state", "'Open'")
        );
        for (var part = 0; part < 3; part++)
            await rows.Insert(
                "communities.co_hosts",
                Communities - 1,
                ("community_id", Id("community", "g")),
                ("agency_id", Id("agency", $"1 + (g + {part * 7}) % {Agencies - 1}")),
                ("role", part == 0 ? "'Lead'" : "'CoHost'"),
                ("agency_active", "true"),
                ("state", "'Active'")
            );

        // Row g belongs to the largest community while it is one of the first; after that to the others in turn.
        var inLargest =
            $"case when g <= {OpenInLargest} then {largest} else {Id("community", $"1 + g % {Communities - 1}")} end";
        await rows.Insert(
            "membership.members",
            Members,
            ("id", Id("member", "g")),
            ("community_id", inLargest),
            ("name", "'Member ' || g")
        );
        await rows.Insert(
            "channels.messages",
            Messages,
            ("id", Id("message", "g")),
            (
                "community_id",
                $"case when g % 100 < 10 then {largest} else {Id("community", $"1 + g % {Communities - 1}")} end"
            ),
            ("channel_id", $"'{group.Channel}'::uuid"),
            ("writer_name", "'Member ' || g"),
            ("text", "repeat('words of a message ', 10) || g"),
            ("sent_at", "now() - g * interval '10 seconds'")
        );
        await rows.Insert(
            "moderation.inquiries",
            Inquiries,
            ("id", Id("inquiry", "g")),
            ("community_id", inLargest),
            ("channel_id", $"'{group.Channel}'::uuid"),
            ("member_id", Id("member", "g")),
            ("text", "repeat('where can I register my child for school? ', 5) || g"),
            ("language", "'en'"),
            ("source", "'Message'"),
            ("state", $"case when g <= {Open} then 'Open' else 'Closed' end"),
            ("asked_at", "now() - g * interval '1 minute'"),
            ("starts_at", "now() - g * interval '1 minute'"),
            ("respond_by", $"case when g <= {Open} then now() + interval '1 day' - g * interval '1 minute' end"),
            ("due_soon_from", $"case when g <= {Open} then now() + interval '18 hours' - g * interval '1 minute' end"),
            ("closed_at", $"case when g > {Open} then now() - g * interval '1 minute' end"),
            ("last_message_at", "now() - g * interval '1 minute'"),
            ("version", "1")
        );
        await host.Database.Administer("vacuum analyze");
        return world;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
