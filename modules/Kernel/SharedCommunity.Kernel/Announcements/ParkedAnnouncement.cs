using System.Text.Json;
using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Kernel.Announcements;

/// <summary>An announcement that one handler could not take. Visible by its metadata, replayable.</summary>
internal sealed class ParkedAnnouncement
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public CommunityId CommunityId { get; private set; }

    /// <summary>The agency in whose scope it was announced; null where it was the community's.</summary>
    public AgencyId? AgencyId { get; private set; }

    [NotAboutMember("a class name")]
    public string Handler { get; private set; } = "";

    [NotAboutMember("a class name")]
    public string Announcement { get; private set; } = "";

    [NotAboutMember("the exception's class name, never its message")]
    public string Failure { get; private set; } = "";

    [AboutMember]
    public string Payload { get; private set; } = "";
    public Instant ParkedAt { get; private set; }

    /// <summary>When somebody asked for a repeat; null while nobody did.</summary>
    public Instant? AskedAt { get; private set; }
    public Instant? ReplayedAt { get; private set; }

    public static ParkedAnnouncement Of(
        HandlerRegistration handler,
        IAnnouncement announced,
        Exception failure,
        UnitOfWork work
    ) =>
        new()
        {
            CommunityId = announced.CommunityId,
            AgencyId = work.Scope.Kind == ScopeKind.Agency ? work.Agency : null,
            Handler = handler.Handler.FullName!,
            Announcement = handler.Announcement.Name,
            Failure = failure.GetBaseException().GetType().Name,
            Payload = JsonSerializer.Serialize(announced, handler.Announcement, KernelJson.Options),
            ParkedAt = work.Now,
        };

    /// <summary>The repeat took effect.</summary>
    public void Replayed(Instant now) => ReplayedAt = now;

    /// <summary>The repeat failed too: it waits until somebody asks again.</summary>
    public void FailedAgain(Exception failure)
    {
        AskedAt = null;
        Failure = failure.GetBaseException().GetType().Name;
    }
}
