using System.Globalization;
using System.Resources;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Localisation;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Texts;

namespace SharedCommunity.Referrals.Asking;

/// <summary>
/// The question in one language, with all that a yes must rest on: who asks, who receives, what exactly, for how long,
/// and how it is taken back. The page, the chat and the record show the same sentences.
/// </summary>
internal sealed record ConsentWording
{
    private static readonly ResourceManager Texts = new(typeof(ConsentsTexts));

    /// <summary>The languages that there are words in.</summary>
    public static IReadOnlyList<string> Spoken { get; } = ["en", "fr", "ar"];

    /// <summary>The language, two letters.</summary>
    public required string Language { get; init; }

    /// <summary>Who asks, and for whom.</summary>
    public required string Who { get; init; }

    /// <summary>The agency that asks.</summary>
    public required string Asker { get; init; }

    /// <summary>The agency that would receive it.</summary>
    public required string Receiver { get; init; }

    /// <summary>What stands before the list of what would be shared.</summary>
    public required string What { get; init; }

    /// <summary>What would be shared, and nothing else.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>For how long, how it is taken back, what a no means.</summary>
    public required IReadOnlyList<string> Terms { get; init; }

    /// <summary>All of it as one text.</summary>
    public string Text => string.Join('\n', [Who, "", What, .. Kinds.Select(kind => "• " + kind), "", .. Terms]);

    /// <summary>Words of a button or a line, in its language.</summary>
    public string Say(string key, params object[] names) =>
        string.Format(CultureInfo.GetCultureInfo(Language), Line(key, Language), names);

    /// <summary>What became of it, for the member; where it was answered before, that first.</summary>
    public string Outcome(ConsentAskState state, bool again = false) =>
        (again && (state is ConsentAskState.Given or ConsentAskState.Refused) ? Say("Ask_Again") + " " : "")
        + Say($"Ask_Outcome_{state}", Asker, Receiver);

    /// <summary>The first of these languages that there are words in; English where there is none.</summary>
    public static string LanguageOf(IEnumerable<string?> languages) =>
        languages.OfType<string>().Select(code => code.Split('-')[0].ToLowerInvariant()).FirstOrDefault(Spoken.Contains)
        ?? "en";

    /// <summary>The wording of a question of the scope's agency.</summary>
    public static async Task<ConsentWording> Of(ConsentAsk ask, string language, UnitOfWork work, CancellationToken ct)
    {
        var own = await work.Db.Set<AgencyCard>().AsNoTracking().SingleAsync(a => a.Id == work.Agency, ct);
        var zone = (await work.Community(ask.CommunityId, ct))?.TimeZone;
        return Of(ask, own.Name, zone is null ? DateTimeZone.Utc : DateTimeZoneProviders.Tzdb[zone], language);
    }

    private static ConsentWording Of(ConsentAsk ask, string asker, DateTimeZone zone, string language)
    {
        var (from, to, service) = (Set(asker), Set(ask.ToName), Set(ask.Service));
        return new()
        {
            Language = language,
            Asker = from,
            Receiver = to,
            Who = Say("Ask_Who", from, to, service),
            What = Say("Ask_What", to),
            Kinds = [.. ask.Scope.Select(kind => Say($"Ask_Kind_{kind}"))],
            Terms =
            [
                ask.Until is { } until ? Say("Ask_Until", Day(until, zone, language)) : Say("Ask_Until_None"),
                Say("Ask_Withdraw", from, to),
                Say("Ask_IfNo", from),
            ],
        };

        string Say(string key, params object[] names) =>
            string.Format(CultureInfo.GetCultureInfo(language), Line(key, language), names);
    }

    private static string Line(string key, string language) =>
        Texts.GetString(key, CultureInfo.GetCultureInfo(language))!;

    // A name in another script must not turn the order of the words around it.
    private static string Set(string name) => $"\u2068{name}\u2069";

    // It ends with a day: what is meant is the last day on which it holds.
    private static string Day(Instant until, DateTimeZone zone, string language)
    {
        var (was, wasUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        var culture = CultureInfo.GetCultureInfo(language);
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
            return Reader.Day((until - Duration.FromSeconds(1)).InZone(zone).Date);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (was, wasUi);
        }
    }
}
