using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Kernel.Pages;

/// <summary>Who looks at a page of the console, for which agency, in which community.</summary>
/// <param name="Rights">What they may do, as read with the page.</param>
/// <param name="Agency">The agency's name in addresses.</param>
/// <param name="Agencies">The agencies of which the account is staff: name in addresses, and name.</param>
/// <param name="Community">The community that the page is of; null for a page of the agency.</param>
public sealed record FrameState(
    Rights Rights,
    string Agency,
    IReadOnlyList<(string Slug, string Name)> Agencies,
    FrameCommunity? Community
)
{
    /// <summary>The agency.</summary>
    public AgencyId AgencyId { get; init; }

    /// <summary>The communities of the agency in which they have a part.</summary>
    public IReadOnlyList<FrameCommunity> Communities { get; init; } = [];
}

/// <summary>The community that a page is of.</summary>
/// <param name="Id">The community.</param>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Name">Its name.</param>
public sealed record FrameCommunity(CommunityId Id, string Slug, string Name);

/// <summary>Reads what stands around a page, in the page's own unit of work.</summary>
public interface IFrameSource
{
    /// <summary>The frame of the caller, whose rights the unit of work has read.</summary>
    /// <param name="work">The page's unit of work, in Agency scope.</param>
    /// <param name="community">The name in addresses of the community that the page is of.</param>
    /// <param name="ct">Stops it.</param>
    Task<FrameState> Read(UnitOfWork work, string? community, CancellationToken ct);
}

/// <summary>
/// What stands around a page. A page reads it with all else and shows it here; the host's layout draws it. A page that
/// shows nothing gets the bare frame.
/// </summary>
public sealed class PageFrame
{
    /// <summary>Raised when there is more to draw.</summary>
    public event Action? Changed;

    /// <summary>Who looks, and where.</summary>
    public FrameState? State { get; private set; }

    /// <summary>The keys of forms that were done lately: the browser lets go of their drafts.</summary>
    public IReadOnlyList<string> AcceptedKeys { get; private set; } = [];

    /// <summary>What the page listens to, as topics of the live stream.</summary>
    public string? LiveTopics { get; private set; }

    /// <summary>The address of the stream that tells of these topics.</summary>
    public string? LiveSource { get; private set; }

    private IReadOnlyList<string> _listens = [];

    /// <summary>Tells the layout who looks, and where.</summary>
    /// <param name="state">Who looks, and where.</param>
    /// <param name="acceptedKeys">The keys of their forms that were done lately.</param>
    public void Show(FrameState state, IReadOnlyList<string> acceptedKeys)
    {
        ArgumentNullException.ThrowIfNull(state);
        (State, AcceptedKeys) = (state, acceptedKeys);
        if (_listens.Count > 0)
        {
            var where = state.Community is { } community ? community.Id.ToString() : state.AgencyId.ToString();
            LiveSource = $"/live?agency={Uri.EscapeDataString(state.Agency)}";
            LiveTopics = string.Join(' ', _listens.Select(kind => $"{kind}:{where}"));
        }

        Changed?.Invoke();
    }

    /// <summary>
    /// Has the page read again when something of these kinds changes in its community; on a page of the agency, in what
    /// the agency owns. A page says so before it looks: each change of the frame has the page drawn once more, all of it.
    /// </summary>
    /// <exception cref="InvalidOperationException">The frame is shown already.</exception>
    public void Listen(params IReadOnlyList<string> kinds)
    {
        _listens = State is null
            ? kinds
            : throw new InvalidOperationException("A page says what it listens to before it looks.");
    }
}
