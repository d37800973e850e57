namespace SharedCommunity.Kernel.Pages;

/// <summary>An agency as the console's frame names it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Address">Where its console is.</param>
/// <param name="IsCurrent">Whether the page is of this agency.</param>
public sealed record FrameAgency(string Name, string Address, bool IsCurrent);

/// <summary>One place that the frame's navigation leads to.</summary>
/// <param name="Label">In the reader's language.</param>
/// <param name="Address">Where it leads.</param>
/// <param name="IsCurrent">Whether the page is there.</param>
/// <param name="Count">How much waits there, if that is known.</param>
public sealed record FrameLink(string Label, string Address, bool IsCurrent, int? Count = null);

/// <summary>
/// What stands around a page: who is signed in, for which agency, and where they may go. A page reads it in its own
/// unit of work and shows it here; the host's layout draws it. A page that shows nothing gets the bare frame.
/// </summary>
public sealed class PageFrame
{
    /// <summary>Raised when a page has shown what stands around it.</summary>
    public event Action? Changed;

    /// <summary>The name of who is signed in.</summary>
    public string? Person { get; private set; }

    /// <summary>The agencies of which the person is staff.</summary>
    public IReadOnlyList<FrameAgency> Agencies { get; private set; } = [];

    /// <summary>Where the person may go.</summary>
    public IReadOnlyList<FrameLink> Navigation { get; private set; } = [];

    /// <summary>What the page listens to, as topics of the live stream.</summary>
    public string? LiveTopics { get; private set; }

    /// <summary>The address of the stream that tells of these topics.</summary>
    public string? LiveSource { get; private set; }

    /// <summary>Where the product's name leads.</summary>
    public string? Home { get; private set; }

    /// <summary>Tells the layout who is signed in and where they may go.</summary>
    public void Show(
        string person,
        string home,
        IReadOnlyList<FrameAgency> agencies,
        IReadOnlyList<FrameLink> navigation
    )
    {
        (Person, Home, Agencies, Navigation) = (person, home, agencies, navigation);
        Changed?.Invoke();
    }

    /// <summary>Has the page read again when one of these topics changes.</summary>
    public void Listen(string source, string topics)
    {
        (LiveSource, LiveTopics) = (source, topics);
        Changed?.Invoke();
    }
}
