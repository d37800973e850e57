using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Referrals.Bus;

/// <summary>
/// An agency with software of its own: that software reads its queue and speaks for it on the bus. The agency asks;
/// it counts once a platform administrator has granted it.
/// </summary>
internal sealed class AgencyVoice
{
    public AgencyId AgencyId { get; init; }

    /// <summary>The user of the broker that speaks for the agency; the broker checks that nobody else can.</summary>
    [NotAboutMember("a user of the broker")]
    public string UserName { get; set; } = "";

    /// <summary>Whether it counts. No agency can write this for itself: the wall refuses it.</summary>
    public bool Granted { get; set; }

    /// <summary>Whether this installation still reads the queue and speaks too: for the time of moving over.</summary>
    public bool HostReads { get; set; }

    public Instant AskedAt { get; set; }
    public Instant? GrantedAt { get; set; }
}
