using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Referrals.Bus;

/// <summary>
/// An agency with software of its own: that software reads its queue and speaks for it on the bus, this host does neither.
/// </summary>
internal sealed class AgencyVoice
{
    public AgencyId AgencyId { get; init; }

    /// <summary>The user of the broker that speaks for the agency; the broker checks that nobody else can.</summary>
    [NotAboutMember("a user of the broker")]
    public string UserName { get; set; } = "";
}
