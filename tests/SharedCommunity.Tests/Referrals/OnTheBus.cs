using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Kernel.Live;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Testing;

namespace SharedCommunity.Tests.Referrals;

/// <summary>What a test says on the bus in memory, as an agency's own software would; and an agency that reads nothing.</summary>
internal static class OnTheBus
{
    /// <summary>Publishes a message of the contract.</summary>
    public static async Task Says(
        this RunningHost house,
        AgencyInField from,
        AgencyInField to,
        string type,
        Guid referral,
        int sequence,
        JsonObject? body = null,
        Guid? id = null
    )
    {
        await house.Services.GetRequiredService<Queues>().Ready([to.Slug], default);
        await house
            .Services.GetRequiredService<IBus>()
            .Publish(
                new ReferralMessage(
                    id ?? Guid.CreateVersion7(),
                    type,
                    1,
                    from.Slug,
                    to.Slug,
                    referral,
                    sequence,
                    0,
                    JsonSerializer.SerializeToElement(body ?? new JsonObject())
                )
            );
    }

    /// <summary>From now on nobody reads the agency's queue.</summary>
    public static Task Stops(this RunningHost house, AgencyInField agency) =>
        house.Database.Administer(
            $"""
            insert into referrals.agency_voices (agency_id, user_name, granted, host_reads, asked_at)
            values ('{agency.Id}', '{agency.Slug}', true, false, now())
            """
        );

    /// <summary>The host reads it again.</summary>
    public static async Task Reads(this RunningHost house, AgencyInField agency)
    {
        await house.Database.Administer($"delete from referrals.agency_voices where agency_id = '{agency.Id}'");
        house.Services.GetRequiredService<LiveNotifier>().Wake(Queues.Wake);
    }

    /// <summary>Waits for a refused message of that kind in the agency's queue.</summary>
    public static Task<List<string>> Refused(this RunningHost house, AgencyInField agency, int howMany) =>
        Eventually.Becomes(
            () =>
                house.Database.Read(
                    "select reason from referrals.dead_letters where agency_id = $1 order by id",
                    row => row.GetString(0),
                    agency.Id
                ),
            reasons => reasons.Count >= howMany
        );
}
