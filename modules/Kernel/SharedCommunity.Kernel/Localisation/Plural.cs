using System.Globalization;
using Microsoft.Extensions.Localization;

namespace SharedCommunity.Kernel.Localisation;

/// <summary>
/// Texts that depend on a count. The resources hold one text per CLDR category under <c>{key}_{category}</c>
/// (<c>Queue_Open_one</c>, <c>Queue_Open_other</c>, …); <c>{0}</c> is the count, written as the reader writes numbers.
/// </summary>
public static class PluralTexts
{
    /// <summary>The text for a count, in the reader's language.</summary>
    /// <param name="texts">The resources.</param>
    /// <param name="key">The key without its category.</param>
    /// <param name="count">The number that decides the form.</param>
    /// <param name="more">What stands for <c>{1}</c> and on.</param>
    public static string Plural(this IStringLocalizer texts, string key, long count, params object[] more)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var category = PluralRules.CategoryOf(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, count);
        var text = texts[$"{key}_{Name(category)}"];
        // A language that was not asked for falls back on English, which knows fewer categories.
        if (text.ResourceNotFound)
            text = texts[$"{key}_{Name(PluralCategory.Other)}"];
        return string.Format(CultureInfo.CurrentCulture, text.Value, [new Counted(count), .. more]);
    }

    /// <summary>All forms of a text that depends on a count, by category: a script that counts chooses among them.</summary>
    /// <param name="texts">The resources.</param>
    /// <param name="key">The key without its category.</param>
    public static IReadOnlyDictionary<string, string> PluralForms(this IStringLocalizer texts, string key)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return PluralRules
            .CategoriesOf(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)
            .ToDictionary(Name, category => texts[$"{key}_{Name(category)}"].Value);
    }

    /// <summary>A count that a text may pad (<c>{0:00}</c>), always in the reader's digits.</summary>
    private readonly record struct Counted(long Count) : IFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider) =>
            Reader.Digits(Count.ToString(format ?? "N0", formatProvider));
    }

    /// <summary>How a category is written in a key.</summary>
    public static string Name(PluralCategory category) =>
        category switch
        {
            PluralCategory.Zero => "zero",
            PluralCategory.One => "one",
            PluralCategory.Two => "two",
            PluralCategory.Few => "few",
            PluralCategory.Many => "many",
            _ => "other",
        };
}
