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
        AgencyInField home,
        CommunityInField ours,
        InquiryId inquiry,
        MemberId member
    )
    {
        var desk = host.Services.GetRequiredService<IReferrals>();
        var sent = await host.Work.Run(
            Scope.Agency(AgencyId.From(home.Id)),
            (unit, ct) =>
                desk.Send(
                    unit,
                    new NewReferral(
                        CommunityId.From(ours.Id),
                        "Ours",
                        inquiry,
                        member,
                        home.Slug,
                        "Housing",
                        "en",
                        [],
                        null,
                        ""
                    ),
                    ct
                )
        );
        return sent.Value.Value;
    }
}
