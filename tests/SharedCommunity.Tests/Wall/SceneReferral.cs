using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Testing;

namespace SharedCommunity.Tests.Wall;

/// <summary>A referral of our agency, to another team of its own.</summary>
internal static class SceneReferral
{
    public static async Task<Guid> Put(
        RunningHost host,
        StaffInField insider,
        CommunityInField ours,
        InquiryId inquiry,
        MemberId member
    )
    {
        var desk = host.Services.GetRequiredService<IReferrals>();
        var sent = await host.Work.Run(
            Scope.Agency(AgencyId.From(insider.Agency.Id)),
            (unit, ct) =>
                desk.Send(
                    unit,
                    new NewReferral(
                        CommunityId.From(ours.Id),
                        "Ours",
                        inquiry,
                        member,
                        insider.Agency.Slug,
                        "Housing",
                        "en",
                        [new(SharedKind.Name, "Salma")],
                        new(
                            ConsentGround.Given,
                            ConsentHow.Verbal,
                            [SharedKind.Name],
                            "Yes.",
                            RecordedBy: StaffId.From(insider.Id)
                        ),
                        ""
                    ),
                    ct
                )
        );
        return sent.Value.Value;
    }

    /// <summary>The consent that it stands on.</summary>
    public static async Task<Guid> Consent(RunningHost host, Guid referral) =>
        (
            await host.Database.Read(
                "select consent_id from referrals.referrals where id = $1",
                row => row.GetGuid(0),
                referral
            )
        )[0];

    /// <summary>A message to our agency that was refused.</summary>
    public static async Task<Guid> PutDeadLetter(RunningHost host, AgencyInField home)
    {
        var id = Guid.CreateVersion7();
        await host.Database.Read(
            """
            insert into referrals.dead_letters (id, agency_id, at, last_at, times, reason, message, digest)
            values ($1, $2, now(), now(), 1, 'Unreadable', '"?"', sha256('?'))
            """,
            _ => 0,
            id,
            home.Id
        );
        return id;
    }
}
