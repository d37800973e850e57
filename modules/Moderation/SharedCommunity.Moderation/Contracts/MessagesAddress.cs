using Microsoft.AspNetCore.Http.Extensions;
using NodaTime;
using NodaTime.Text;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Moderation.Contracts;

/// <summary>The address of a look at the messages: it says all of the page's state.</summary>
/// <param name="Agency">The agency's name in addresses.</param>
/// <param name="Community">The community's name in addresses.</param>
/// <param name="Show"><c>group</c>, <c>private</c> or <c>unasked</c>; null for all.</param>
/// <param name="Channel">Where they were posted; null for everywhere.</param>
/// <param name="Words">What is searched for.</param>
/// <param name="After">Where the list goes on.</param>
/// <param name="AsOf">What came later is counted, not shown; null for now.</param>
/// <param name="At">The message that is shown among those around it.</param>
public sealed record MessagesAddress(
    string Agency,
    string Community,
    string? Show = null,
    ChannelId? Channel = null,
    string? Words = null,
    string? After = null,
    Instant? AsOf = null,
    MessageId? At = null
)
{
    private string Root => $"/{Uri.EscapeDataString(Agency)}/{Uri.EscapeDataString(Community)}";

    /// <summary>Without what it says: where the search form is sent.</summary>
    public string Bare => $"{Root}/messages";

    /// <summary>The page as it is.</summary>
    public string Here => Build(null);

    /// <summary>The same list from its front, as it is now.</summary>
    public MessagesAddress Front => this with { After = null, AsOf = null, At = null };

    /// <summary>Whether something is left out of the list.</summary>
    public bool IsNarrowed => Show is not null || Channel is not null || Words is not null;

    /// <summary>The page, with the notice of what was just done to a message.</summary>
    public string Notice(string notice, MessageId message) => Build($"{notice}:{message}");

    /// <summary>A message among those around it.</summary>
    public string InContext(MessageId message) => new MessagesAddress(Agency, Community, At: message).Here;

    /// <summary>Where the form that makes an inquiry of a message is sent.</summary>
    public string Mark(MessageId message) => $"{Root}/messages/{message}/inquiry";

    /// <summary>The queue, for the inquiries that messages belong to.</summary>
    public QueueAddress Queue => new(Agency, Community, null, null, null);

    private string Build(string? notice)
    {
        var query = new QueryBuilder();
        (string Key, string? Value)[] look =
        [
            ("show", Show),
            ("channel", Channel?.ToString()),
            ("q", Words),
            ("after", After),
            ("asOf", AsOf is { } asOf ? InstantPattern.ExtendedIso.Format(asOf) : null),
            ("at", At?.ToString()),
            ("notice", notice),
        ];
        foreach (var (key, value) in look)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(key, value);
            }
        }

        return $"{Bare}{query}";
    }
}
