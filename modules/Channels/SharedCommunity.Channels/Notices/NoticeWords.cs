using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Texts;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Notices;

/// <summary>
/// The words of a note in one language: a beginning, which a community may put in its own words, and what must be said
/// whatever it writes: who reads this, who owns the bot, how long it is kept, how to leave or be forgotten, the
/// emergency number, and where more is said.
/// </summary>
/// <param name="Community">What the community is called.</param>
/// <param name="Readers">The agencies whose staff read along.</param>
/// <param name="Owner">The agency that owns the bot.</param>
/// <param name="Own">The community's own words.</param>
/// <param name="More">The address at which more is said; null where none is set.</param>
internal sealed partial record NoticeWords(
    string Community,
    IReadOnlyList<string> Readers,
    string? Owner,
    IReadOnlyDictionary<(NoticeKind Kind, string Language), string> Own,
    string? More
)
{
    /// <summary>How long a community's own words may be: with what must be said they fit into one message.</summary>
    public const int LongestOwn = 1000;

    /// <summary>How long the emergency number may be, with what belongs to it.</summary>
    public const int LongestNumber = 60;

    private static readonly ResourceManager Texts = new(typeof(ChannelsTexts));

    /// <summary>What may stand in own words for what differs from note to note.</summary>
    public static IReadOnlyList<string> Placeholders { get; } = ["{community}", "{agencies}", "{owner}"];

    /// <summary>The languages that we have words in.</summary>
    public static IReadOnlyList<string> Spoken { get; } = ["en", "fr", "ar"];

    /// <summary>Reads what the notes of a community need, on one of its bots.</summary>
    public static async Task<NoticeWords> Of(
        CommunityCard community,
        ConnectionId? connection,
        string? site,
        UnitOfWork unit,
        CancellationToken ct
    )
    {
        var readers = await (
            from host in unit.Db.Set<CoHostCard>()
            join agency in unit.Db.Set<AgencyCard>() on host.AgencyId equals agency.Id
            where
                host.CommunityId == community.Id
                && host.State == CoHostState.Active
                && host.Role != CoHostRole.ReferralPartner
            orderby agency.Name
            select agency.Name
        ).ToListAsync(ct);
        var owner = connection is { } id
            ? await (
                from c in unit.Db.Set<Connection>()
                join agency in unit.Db.Set<AgencyCard>() on c.AgencyId equals agency.Id
                where c.Id == id
                select agency.Name
            ).SingleOrDefaultAsync(ct)
            : null;
        var own = await unit
            .Db.Set<NoticeText>()
            .AsNoTracking()
            .Where(n => n.CommunityId == community.Id)
            .ToDictionaryAsync(n => (n.Kind, n.Language), n => n.Text, ct);
        return new NoticeWords(
            community.Name,
            readers,
            owner,
            own,
            // Links are built from the configured address alone; where none is set the note stands for itself.
            site is { Length: > 0 }
                ? $"{site.TrimEnd('/')}/c/{community.Slug}/privacy"
                : null
        );
    }

    /// <summary>The whole note.</summary>
    public string Whole(NoticeKind kind, string language) =>
        string.Join('\n', [Beginning(kind, language), .. Fixed(kind, language)]);

    /// <summary>The note in several languages, as it goes out.</summary>
    public string Message(NoticeKind kind, IEnumerable<string> languages) =>
        string.Join("\n\n", languages.Select(language => Whole(kind, language)));

    /// <summary>The beginning in the community's words, or in ours.</summary>
    public string Beginning(NoticeKind kind, string language) =>
        Own.TryGetValue((kind, language), out var own) ? Fill(own, language) : Ours(kind, language);

    /// <summary>Our own beginning.</summary>
    public string Ours(NoticeKind kind, string language) => In(language, $"Notice_{kind}", Community);

    /// <summary>What must be said.</summary>
    public IReadOnlyList<string> Fixed(NoticeKind kind, string language)
    {
        var list = List(language);
        var must = In(language, $"Must_{kind}", list, Owner ?? list, Emergency(language));
        return More is null ? [must] : [must, In(language, "Notice_More", $"{More}?lang={language}")];
    }

    /// <summary>The emergency number in the community's words, or in ours.</summary>
    public string Emergency(string language) =>
        Own.TryGetValue((NoticeKind.Emergency, language), out var own) ? own : OurEmergency(language);

    /// <summary>The emergency number as we name it.</summary>
    public static string OurEmergency(string language) => In(language, "Emergency_Number");

    /// <summary>What is wrong with own words, a code of ours; null where nothing is.</summary>
    public static string? ProblemOf(NoticeKind kind, string text)
    {
        if (text.Length > (kind == NoticeKind.Emergency ? LongestNumber : LongestOwn))
            return "too_long";
        if (kind == NoticeKind.Emergency)
            return text.IndexOfAny(['{', '}', '\n', '\r']) >= 0 ? "emergency_form" : null;
        var rest = Hole().Replace(text, hole => Placeholders.Contains(hole.Value) ? "" : hole.Value);
        return rest.IndexOfAny(['{', '}']) >= 0 ? "placeholder_unknown" : null;
    }

    private string Fill(string own, string language) =>
        Hole()
            .Replace(
                own,
                hole =>
                    hole.Value switch
                    {
                        "{community}" => Community,
                        "{agencies}" => List(language),
                        "{owner}" => Owner ?? List(language),
                        var other => other,
                    }
            );

    private string List(string language) => string.Join(language == "ar" ? "، " : ", ", Readers);

    private static string In(string language, string key, params object[] names)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return string.Format(culture, Texts.GetString(key, culture)!, names);
    }

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole();
}
