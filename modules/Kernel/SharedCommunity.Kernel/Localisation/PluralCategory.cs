namespace SharedCommunity.Kernel.Localisation;

/// <summary>The plural categories of the Unicode CLDR. A language uses some of them; Arabic uses all six.</summary>
public enum PluralCategory
{
    /// <summary>Nothing, where a language says it in its own way.</summary>
    Zero,

    /// <summary>The singular.</summary>
    One,

    /// <summary>The dual.</summary>
    Two,

    /// <summary>A small number: 3 to 10 in Arabic.</summary>
    Few,

    /// <summary>A larger number: 11 to 99 in Arabic, whole millions in French.</summary>
    Many,

    /// <summary>All the rest.</summary>
    Other,
}

/// <summary>Which category a count falls into, by the CLDR's rules for the languages that we speak.</summary>
public static class PluralRules
{
    /// <summary>The categories that a language's texts must provide.</summary>
    public static IReadOnlyList<PluralCategory> CategoriesOf(string language) =>
        language switch
        {
            "ar" => Enum.GetValues<PluralCategory>(),
            "fr" => [PluralCategory.One, PluralCategory.Many, PluralCategory.Other],
            _ => [PluralCategory.One, PluralCategory.Other],
        };

    /// <summary>The category of a whole number.</summary>
    /// <param name="language">Two-letter code of the language.</param>
    /// <param name="count">The number; its sign does not matter.</param>
    public static PluralCategory CategoryOf(string language, long count)
    {
        // Math.Abs throws for the smallest long; as an unsigned number it has a place.
        var n = count < 0 ? (ulong)-(count + 1) + 1 : (ulong)count;
        return language switch
        {
            "ar" => Arabic(n),
            "fr" when n <= 1 => PluralCategory.One,
            "fr" when n % 1_000_000 == 0 => PluralCategory.Many,
            "fr" => PluralCategory.Other,
            _ => n == 1 ? PluralCategory.One : PluralCategory.Other,
        };
    }

    private static PluralCategory Arabic(ulong n) =>
        n switch
        {
            0 => PluralCategory.Zero,
            1 => PluralCategory.One,
            2 => PluralCategory.Two,
            _ => (n % 100) switch
            {
                >= 3 and <= 10 => PluralCategory.Few,
                >= 11 => PluralCategory.Many,
                _ => PluralCategory.Other,
            },
        };
}
