using Microsoft.AspNetCore.Http.Extensions;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Moderation.Contracts;

/// <summary>The address of a look at the queue: it says all of the page's state.</summary>
/// <param name="Agency">The agency's name in addresses.</param>
/// <param name="Community">The community's name in addresses.</param>
/// <param name="State">Which inquiries: null for all that are open.</param>
/// <param name="Language">In which language; null for all.</param>
/// <param name="After">Where the list goes on.</param>
public sealed record QueueAddress(string Agency, string Community, string? State, string? Language, string? After)
{
    /// <summary>On which platform; null for all.</summary>
    public string? Channel { get; init; }

    /// <summary>The slug of the agency that is on them; null for all.</summary>
    public string? Of { get; init; }

    /// <summary><c>private</c> or <c>group</c>; null for both.</summary>
    public string? Line { get; init; }

    /// <summary>Whether the list shows less than all that is open.</summary>
    public bool IsFiltered => State is not null || IsNarrowed;

    /// <summary>Whether it is filtered by more than where the inquiries stand.</summary>
    public bool IsNarrowed => Language is not null || Channel is not null || Of is not null || Line is not null;

    /// <summary>The list of all that is open.</summary>
    public string All => new QueueAddress(Agency, Community, null, null, null).List;

    /// <summary>The form in which an inquiry is entered by hand.</summary>
    public string Enter => Build(("show", "enter"));

    /// <summary>The same, after one was entered.</summary>
    public string EnterDone => Build(("show", "enter"), ("notice", "entered"));

    /// <summary>Where that form is sent.</summary>
    public string EnterForm => $"{Root}/inquiries";

    /// <summary>The agency's referrals.</summary>
    public string Referrals => $"/{Uri.EscapeDataString(Agency)}/referrals";

    private string Root => $"/{Uri.EscapeDataString(Agency)}/{Uri.EscapeDataString(Community)}";

    /// <summary>The list alone.</summary>
    public string List => Build();

    /// <summary>The list with an inquiry beside it.</summary>
    public string Inquiry(InquiryId id) => Build(("inquiry", id.ToString()));

    /// <summary>The step that shows who asks, on a phone.</summary>
    public string Member(InquiryId id) => Build(("inquiry", id.ToString()), ("show", "member"));

    /// <summary>An inquiry, with the notice of what was just done to it.</summary>
    public string Notice(InquiryId id, string notice) => Build(("inquiry", id.ToString()), ("notice", notice));

    /// <summary>The list, with the notice of what was just done.</summary>
    public string Notice(string notice) => Build(("notice", notice));

    /// <summary>Where a form about an answer is sent.</summary>
    public string Form(InquiryId id, AnswerId answer, string verb) => $"{Root}/inquiries/{id}/answers/{answer}/{verb}";

    /// <summary>Where a form about an inquiry is sent.</summary>
    public string Form(InquiryId id, string verb) => $"{Root}/inquiries/{id}/{verb}";

    /// <summary>Where a form about a delivery is sent.</summary>
    public string Form(DeliveryId id, string verb) => $"{Root}/deliveries/{id}/{verb}";

    /// <summary>Where a message's attachment is shown.</summary>
    public string Media(MessageId id) => $"{Root}/media/{id}";

    private string Build(params IReadOnlyList<(string Key, string Value)> more)
    {
        var query = new QueryBuilder();
        (string Key, string? Value)[] look =
        [
            ("state", State),
            ("language", Language),
            ("channel", Channel),
            ("of", Of),
            ("line", Line),
            ("after", After),
        ];
        foreach (var (key, value) in look)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(key, value);
            }
        }

        foreach (var (key, value) in more)
        {
            query.Add(key, value);
        }

        return $"{Root}/queue{query}";
    }
}
