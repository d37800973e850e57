namespace SharedCommunity.Moderation.Languages;

/// <summary>The writing systems that tell a language, or a few of them, at sight.</summary>
internal enum Script
{
    None,
    Latin,
    Arabic,
    Cyrillic,
    Ethiopic,
    Han,
    Kana,
    Hangul,
    Devanagari,
    Bengali,
    Gurmukhi,
    Tamil,
    Greek,
    Hebrew,
    Armenian,
    Georgian,
    Thai,
    Burmese,
    Khmer,
}

/// <summary>Reads scripts.</summary>
internal static class Scripts
{
    /// <summary>The script in which most letters of a text are written; none when it has no letter.</summary>
    public static Script Of(ReadOnlySpan<char> text)
    {
        Span<int> counts = stackalloc int[(int)Script.Khmer + 1];
        foreach (var c in text)
            if (char.IsLetter(c))
                counts[(int)OfLetter(c)]++;
        counts[0] = 0;
        // A kana among Han characters makes the text Japanese.
        if (counts[(int)Script.Kana] > 0)
            counts[(int)Script.Kana] += counts[(int)Script.Han];
        var most = 0;
        for (var script = 1; script < counts.Length; script++)
            if (counts[script] > counts[most])
                most = script;
        return (Script)most;
    }

    /// <summary>The script in which a language is written by most who write it.</summary>
    public static Script OfLanguage(string code) =>
        code.Split('-')[0].ToLowerInvariant() switch
        {
            "ar" or "fa" or "prs" or "ur" or "ps" or "ckb" or "ug" or "sd" or "pnb" => Script.Arabic,
            "ru" or "uk" or "be" or "bg" or "sr" or "mk" or "kk" or "ky" or "tg" or "mn" => Script.Cyrillic,
            "am" or "ti" or "tig" or "gez" => Script.Ethiopic,
            "zh" or "yue" => Script.Han,
            "ja" => Script.Kana,
            "ko" => Script.Hangul,
            "hi" or "ne" or "mr" => Script.Devanagari,
            "bn" => Script.Bengali,
            "pa" => Script.Gurmukhi,
            "ta" => Script.Tamil,
            "el" => Script.Greek,
            "he" or "yi" => Script.Hebrew,
            "hy" => Script.Armenian,
            "ka" => Script.Georgian,
            "th" => Script.Thai,
            "my" => Script.Burmese,
            "km" => Script.Khmer,
            _ => Script.Latin,
        };

    /// <summary>The language that a script alone tells, with the confidence that it deserves.</summary>
    public static DetectedLanguage? Tells(Script script) =>
        script switch
        {
            Script.Han => new("zh", 0.9),
            Script.Kana => new("ja", 1),
            Script.Hangul => new("ko", 1),
            Script.Devanagari => new("hi", 0.5),
            Script.Bengali => new("bn", 0.9),
            Script.Gurmukhi => new("pa", 1),
            Script.Tamil => new("ta", 1),
            Script.Greek => new("el", 1),
            Script.Hebrew => new("he", 0.9),
            Script.Armenian => new("hy", 1),
            Script.Georgian => new("ka", 0.9),
            Script.Thai => new("th", 1),
            Script.Burmese => new("my", 0.9),
            Script.Khmer => new("km", 1),
            _ => null,
        };

    private static Script OfLetter(char c) =>
        c switch
        {
            < '\u0250' => Script.Latin,
            >= '\u0370' and <= '\u03ff' => Script.Greek,
            >= '\u0400' and <= '\u052f' => Script.Cyrillic,
            >= '\u0530' and <= '\u058f' => Script.Armenian,
            >= '\u0590' and <= '\u05ff' => Script.Hebrew,
            >= '\u0600' and <= '\u06ff' or >= '\u0750' and <= '\u077f' or >= '\ufb50' and <= '\ufeff' => Script.Arabic,
            >= '\u0900' and <= '\u097f' => Script.Devanagari,
            >= '\u0980' and <= '\u09ff' => Script.Bengali,
            >= '\u0a00' and <= '\u0a7f' => Script.Gurmukhi,
            >= '\u0b80' and <= '\u0bff' => Script.Tamil,
            >= '\u0e00' and <= '\u0e7f' => Script.Thai,
            >= '\u1000' and <= '\u109f' => Script.Burmese,
            >= '\u10a0' and <= '\u10ff' => Script.Georgian,
            >= '\u1100' and <= '\u11ff' or >= '\uac00' and <= '\ud7a3' => Script.Hangul,
            >= '\u1200' and <= '\u139f' or >= '\u2d80' and <= '\u2ddf' => Script.Ethiopic,
            >= '\u1780' and <= '\u17ff' => Script.Khmer,
            >= '\u1e00' and <= '\u1eff' => Script.Latin,
            >= '\u3040' and <= '\u30ff' => Script.Kana,
            >= '\u3400' and <= '\u9fff' => Script.Han,
            _ => Script.None,
        };
}
