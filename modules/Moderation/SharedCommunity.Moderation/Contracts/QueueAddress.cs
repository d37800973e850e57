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
    private string Root => $"/{Uri.EscapeDataString(Agency)}/{Uri.EscapeDataString(Community)}";

    /// <summary>The list alone.</summary>
    public string List => Build();

    /// <summary>The list with an inquiry beside it.</summary>
    public string Inquiry(InquiryId id) => Build(("inquiry", id.ToString()));

    /// <summary>The step that shows who asks, on a phone.</summary>
    public string Member(InquiryId id) => Build(("inquiry", id.ToString()), ("show", "member"));

    /// <summary>An inquiry, with the notice of what was just done to it.</summary>
    public string Notice(InquiryId id, string notice) => Build(("inquiry", id.ToString()), ("notice", notice));

    /// <summary>Where a form about an inquiry is sent.</summary>
    public string Form(InquiryId id, string verb) => $"{Root}/inquiries/{id}/{verb}";

    /// <summary>Where a form about a delivery is sent.</summary>
    public string Form(DeliveryId id, string verb) => $"{Root}/deliveries/{id}/{verb}";

    /// <summary>Where a message's attachment is shown.</summary>
    public string Media(MessageId id) => $"{Root}/media/{id}";

    private string Build(params IReadOnlyList<(string Key, string Value)> more)
    {
        var query = new QueryBuilder();
        foreach (var (key, value) in new[] { ("state", State), ("language", Language), ("after", After) })
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
