using SharedCommunity.Fakes.Telegram;

namespace SharedCommunity.EndToEnd;

/// <summary>What newcomers ask and staff answer in the walks, by language.</summary>
internal static class Said
{
    private static long account = 880_000;

    /// <summary>Somebody new in the group.</summary>
    public static Person Newcomer(string language)
    {
        var id = Interlocked.Increment(ref account);
        return language == "ar"
            ? new Person(id, "سلمى", $"الخطيب {id}", LanguageCode: "ar")
            : new Person(id, "Salma", $"Khatib {id}", LanguageCode: "en");
    }

    /// <summary>The name that the queue shows.</summary>
    public static string Name(this Person person) => $"{person.FirstName} {person.LastName}";

    public static string Question(string language) =>
        language == "ar" ? "كيف أسجل ابنتي في المدرسة؟" : "How can I register my daughter for school?";

    public static string Answer(string language) =>
        language == "ar"
            ? "أهلاً بكِ. خذي جواز السفر وعقد الإيجار إلى مكتب التسجيل في شارع الملك."
            : "Welcome! Take her passport and your lease to the registration office on King Street.";

    public static string Draft(string language) =>
        language == "ar" ? "يمكنك التسجيل في المكتبة" : "You can also register at the library";
}
