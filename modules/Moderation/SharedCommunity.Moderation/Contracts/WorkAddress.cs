using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Moderation.Contracts;

/// <summary>The addresses of My work, and those that it leads to.</summary>
/// <param name="Agency">The agency's name in addresses.</param>
/// <param name="Community">The community's name in addresses.</param>
public sealed record WorkAddress(string Agency, string Community)
{
    /// <summary>What the page is called in addresses; what belongs to it stands below it.</summary>
    internal const string Place = "work";

    private string Root => $"/{Uri.EscapeDataString(Agency)}/{Uri.EscapeDataString(Community)}";

    /// <summary>The page.</summary>
    public string Page => $"{Root}/{Place}";

    /// <summary>Where one says to have seen what changed.</summary>
    public string Seen => $"{Page}/seen";

    /// <summary>Where the tour is put away.</summary>
    public string TourForm => $"{Page}/tour";

    /// <summary>A step of the tour.</summary>
    public string Tour(int step) => FormattableString.Invariant($"{Page}?tour={step}");

    /// <summary>The queue: all that is open.</summary>
    public string Queue => Looks(null).List;

    /// <summary>The queue: those that one is on.</summary>
    public string QueueMine => Looks("mine").List;

    /// <summary>The queue: those that nobody is on.</summary>
    public string QueueUnclaimed => Looks("unclaimed").List;

    /// <summary>The queue: those that are past the promise.</summary>
    public string QueueOverdue => Looks("overdue").List;

    /// <summary>The queue: those that are due soon.</summary>
    public string QueueDueSoon => Looks("dueSoon").List;

    /// <summary>The queue: those that wait for the member.</summary>
    public string QueueWaiting => Looks("waiting").List;

    /// <summary>The queue: those that one's own agency is on.</summary>
    public string QueueOurs => (Looks(null) with { Of = Agency }).List;

    /// <summary>An inquiry in the queue.</summary>
    public string Inquiry(InquiryId id) => Looks(null).Inquiry(id);

    /// <summary>Who asks and the notes, beside an inquiry.</summary>
    public string Notes(InquiryId id) => Looks(null).Member(id);

    private QueueAddress Looks(string? state) => new(Agency, Community, state, null, null);
}
