using System.Globalization;
using System.Resources;
using NodaTime;
using SharedCommunity.Kernel.Localisation;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;
using SharedCommunity.Referrals.Texts;

namespace SharedCommunity.Referrals.Telling;

/// <summary>What members are told about their referrals, in one language: plain words, and only what they need.</summary>
internal sealed class MemberWords(CultureInfo culture, DateTimeZone zone)
{
    private const int LongestLabel = 60;
    private static readonly ResourceManager Texts = new(typeof(ReferralsTexts));
    private static readonly string[] Spoken = ["en", "fr", "ar"];

    /// <summary>In the first of these languages that we have words in; English where there is none.</summary>
    public static MemberWords In(IEnumerable<string?> languages, string? zone)
    {
        var language = languages
            .OfType<string>()
            .Select(code => code.Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(Spoken.Contains);
        return new(
            CultureInfo.GetCultureInfo(language ?? "en"),
            zone is null ? DateTimeZone.Utc : DateTimeZoneProviders.Tzdb[zone]
        );
    }

    /// <summary>What the member is told when a referral has gone on; null where there is nothing to tell.</summary>
    public string? Moved(Referral referral, bool byMember) =>
        referral.State switch
        {
            ReferralState.Accepted => Accepted(referral),
            ReferralState.Completed
                when referral.Outcome is ReferralOutcome.NotReached or ReferralOutcome.NotEligible => About(
                referral,
                $"Tell_Completed_{referral.Outcome}"
            ),
            ReferralState.Withdrawn when byMember => About(referral, "Tell_Withdrawn_ByMember"),
            ReferralState.Completed
            or ReferralState.Declined
            or ReferralState.Redirected
            or ReferralState.Lapsed
            or ReferralState.Withdrawn => About(referral, $"Tell_{referral.State}"),
            _ => null,
        };

    /// <summary>The question whether it helped.</summary>
    public string FollowUp(Referral referral, Duration since)
    {
        var weeks = (long)Math.Round(since.TotalDays / 7);
        if (weeks == 0)
            return About(referral, "FollowUp_Ask");
        var category = PluralRules.CategoryOf(culture.TwoLetterISOLanguageName, weeks);
        return Say(
            $"FollowUp_Weeks_{PluralTexts.Name(category)}",
            Here(() => Reader.Number(weeks)),
            Set(referral.OtherName),
            Set(referral.Service)
        );
    }

    /// <summary>An answer to tap.</summary>
    public string Answer(FollowUpAnswer answer) => Say($"FollowUp_{answer}");

    /// <summary>Thanks for an answer, and what comes of it.</summary>
    public string Thanks(Referral referral, FollowUpAnswer answer) => About(referral, $"FollowUp_Thanks_{answer}");

    /// <summary>That a referral is taken back, to whom it went and for what.</summary>
    public string TakenBack(string to, string service) => Say("Tell_Withdrawn", Set(to), Set(service));

    /// <summary>Whether it is really to be taken back.</summary>
    public string Sure(Referral referral) => About(referral, "Withdraw_Sure");

    /// <summary>Words of a button, or of a line without names.</summary>
    public string Say(string key) => Texts.GetString(key, culture)!;

    /// <summary>The button that takes one of several back.</summary>
    public string NoLonger(Referral referral)
    {
        var whole = Say("Button_NoLonger_Of", referral.Service);
        return whole.Length <= LongestLabel ? whole : string.Concat(whole.AsSpan(0, LongestLabel - 1), "…");
    }

    /// <summary>Where each of some referrals stands.</summary>
    public string List(IEnumerable<Referral> referrals) =>
        string.Join('\n', [Say("Where_Head"), .. referrals.Select(Standing), Say("Where_Again")]);

    private string Standing(Referral referral)
    {
        var stands = Say($"Where_{referral.State}");
        var by = referral is { State: ReferralState.Accepted, ContactBy: { } at }
            ? " " + Say("Tell_Accepted_By", Moment(at))
            : "";
        return $"• {Set(referral.Service)}, {Set(referral.OtherName)}: {stands}{by}";
    }

    private string Accepted(Referral referral)
    {
        var said = new List<string> { About(referral, "Tell_Accepted") };
        if (referral.Worker is { Length: > 0 } worker)
            said.Add(Say("Tell_Accepted_Worker", Set(worker)));
        said.Add(referral.ContactBy is { } by ? Say("Tell_Accepted_By", Moment(by)) : Say("Tell_Accepted_Soon"));
        return string.Join(' ', said);
    }

    private string About(Referral referral, string key) => Say(key, Set(referral.OtherName), Set(referral.Service));

    private string Say(string key, params object[] names) => string.Format(culture, Say(key), names);

    private string Moment(Instant at)
    {
        var local = at.InZone(zone).LocalDateTime;
        return Here(() => Say("Moment", Reader.Day(local.Date), Reader.Hour(local.TimeOfDay)));
    }

    // A name in another script must not turn the order of the words around it.
    private string Set(string name) => culture.TextInfo.IsRightToLeft ? $"\u2068{name}\u2069" : name;

    /// <summary>The reader's culture is the member's here, whoever's request this is.</summary>
    private string Here(Func<string> write)
    {
        var (was, wasUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
            return write();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (was, wasUi);
        }
    }
}
