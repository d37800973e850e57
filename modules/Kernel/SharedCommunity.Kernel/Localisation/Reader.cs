using System.Collections.Concurrent;
using System.Globalization;
using NodaTime;

namespace SharedCommunity.Kernel.Localisation;

/// <summary>Numbers, dates and hours as the person who reads writes them.</summary>
public static class Reader
{
    /// <summary>Whether the reader's script runs from right to left.</summary>
    public static bool ReadsFromTheRight => CultureInfo.CurrentUICulture.TextInfo.IsRightToLeft;

    /// <summary>The two-letter code of the reader's language.</summary>
    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    // Asked for on every row of a list, and the framework looks each up anew. Only codes as the framework writes them are
    // kept, of which there is an end.
    private static readonly ConcurrentDictionary<(string Reads, string Code), string> LanguageNames = new();

    /// <summary>What a language is called in the reader's language; its code where nobody knows.</summary>
    public static string LanguageName(string code)
    {
        var reads = CultureInfo.CurrentUICulture;
        if (LanguageNames.TryGetValue((reads.Name, code), out var known))
            return known;
        try
        {
            var culture = CultureInfo.GetCultureInfo(code, predefinedOnly: true);
            var name = reads.TextInfo.ToTitleCase(culture.DisplayName);
            if (culture.Name == code)
                LanguageNames[(reads.Name, code)] = name;
            return name;
        }
        catch (CultureNotFoundException)
        {
            return code;
        }
    }

    /// <summary>A whole number, grouped, in the reader's digits.</summary>
    public static string Number(long number) => Digits(number.ToString("N0", CultureInfo.CurrentCulture));

    /// <summary>A day, in words.</summary>
    public static string Day(LocalDate day) => Digits(day.ToDateOnly().ToString("D", CultureInfo.CurrentCulture));

    /// <summary>An hour of the day.</summary>
    public static string Hour(LocalTime time) => Digits(time.ToTimeOnly().ToString("t", CultureInfo.CurrentCulture));

    /// <summary>A moment as its day and hour in a community's zone, short.</summary>
    public static string Moment(Instant moment, DateTimeZone zone)
    {
        var local = moment.InZone(zone).ToDateTimeUnspecified();
        return Digits(local.ToString("g", CultureInfo.CurrentCulture));
    }

    /// <summary>
    /// A text of ours whose numbers stand in Arabic digits, in the digits that the reader's region writes.
    /// </summary>
    public static string OwnDigits(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        const char Zero = '\u0660';
        if (!ReadsFromTheRight || !text.AsSpan().ContainsAnyInRange(Zero, (char)(Zero + 9)))
            return text;
        var native = CultureInfo.CurrentCulture.NumberFormat.NativeDigits;
        return native[0][0] == Zero
            ? text
            : string.Create(
                text.Length,
                (text, native),
                static (written, source) =>
                {
                    for (var i = 0; i < written.Length; i++)
                        written[i] = source.text[i] is >= Zero and <= (char)(Zero + 9)
                            ? source.native[source.text[i] - Zero][0]
                            : source.text[i];
                }
            );
    }

    /// <summary>
    /// Western digits replaced by the reader's own: the framework knows a culture's digits and never writes them.
    /// </summary>
    public static string Digits(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var native = CultureInfo.CurrentCulture.NumberFormat.NativeDigits;
        if (native[0] == "0" || !ReadsFromTheRight)
            return text;
        return string.Create(
            text.Length,
            (text, native),
            static (written, source) =>
            {
                for (var i = 0; i < written.Length; i++)
                    written[i] = char.IsAsciiDigit(source.text[i])
                        ? source.native[source.text[i] - '0'][0]
                        : source.text[i];
            }
        );
    }
}
