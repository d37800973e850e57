using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Channels.Connections;

/// <summary>Where the platform brings a bot's updates.</summary>
internal enum HookState
{
    /// <summary>Not asked: the token did not work.</summary>
    NotAsked,

    /// <summary>To us.</summary>
    Ours,

    /// <summary>To another address: somebody else uses the bot.</summary>
    Elsewhere,

    /// <summary>Nowhere, though it should bring them to us.</summary>
    Missing,

    /// <summary>Nowhere, as we fetch them.</summary>
    Fetched,
}

/// <summary>A look at the platform that somebody asked for, and what came of it. One per connection: the last.</summary>
internal sealed class ConnectionCheck
{
    public ConnectionId ConnectionId { get; init; }
    public AgencyId AgencyId { get; init; }
    public Instant AskedAt { get; private set; }

    /// <summary>Null while a worker is to look.</summary>
    public Instant? DoneAt { get; private set; }

    /// <summary>Why the bot does not work; null where it does.</summary>
    [NotAboutMember("a code of ours")]
    public string? Failure { get; private set; }
    public HookState Hook { get; private set; }

    /// <summary>Updates that wait at the platform.</summary>
    public int Pending { get; private set; }

    /// <summary>When the platform last failed to reach us.</summary>
    public Instant? PlatformFailedAt { get; private set; }

    [NotAboutMember("the platform's words on a call of our address")]
    public string? PlatformError { get; private set; }

    /// <summary>Asked for again.</summary>
    public void Ask(Instant now) => (AskedAt, DoneAt) = (now, null);

    /// <summary>The platform refuses the bot, or does not answer.</summary>
    public void Fail(string code, Instant now)
    {
        (DoneAt, Failure, Hook, Pending) = (now, code, HookState.NotAsked, 0);
        (PlatformFailedAt, PlatformError) = (null, null);
    }

    /// <summary>The platform knows the bot.</summary>
    public void Find(HookState hook, int pending, Instant? failedAt, string? error, Instant now)
    {
        (DoneAt, Failure, Hook, Pending) = (now, null, hook, pending);
        (PlatformFailedAt, PlatformError) = (failedAt, error);
    }
}
