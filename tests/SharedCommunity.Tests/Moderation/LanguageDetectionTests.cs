using SharedCommunity.Moderation.Languages;
using Xunit;

namespace SharedCommunity.Tests.Moderation;

public sealed class LanguageDetectionTests
{
    private static readonly LanguageDetection Detection = new();

    private static readonly (string Text, string Code)[] Sentences =
    [
        ("Where can I find a family doctor near Bank Street?", "en"),
        ("The landlord told us that the heating will be repaired next week", "en"),
        ("hello", "en"),
        ("Bonjour, je cherche un appartement pas cher", "fr"),
        ("Le bureau des passeports est fermé lundi", "fr"),
        ("merci", "fr"),
        ("¿Dónde puedo aprender inglés gratis?", "es"),
        ("Mi hija necesita inscribirse en la escuela", "es"),
        ("hola", "es"),
        ("أين أجد طبيب أسنان يتكلم العربية؟", "ar"),
        ("السلام عليكم، كيف أسجل أولادي في المدرسة", "ar"),
        ("چطور می توانم کلاس انگلیسی پیدا کنم؟", "fa"),
        ("سلام، من به کمک نیاز دارم", "fa"),
        ("مجھے ڈاکٹر کہاں مل سکتا ہے؟", "ur"),
        ("Де можна знайти школу для дитини?", "uk"),
        ("Щиро дякую за вашу відповідь", "uk"),
        ("Где можно найти работу? Помогите, пожалуйста", "ru"),
        ("ኣበይ እየ ቋንቋ ክመሃር ዝኽእል?", "ti"),
        ("የት ነው ትምህርት ቤት የሚገኘው?", "am"),
        ("Halkee ka heli karaa dhakhtar?", "so"),
        ("Doktoru nerede bulabilirim?", "tr"),
        ("请问哪里可以找到家庭医生", "zh"),
        ("זה המשרד", "he"),
    ];

    [Fact]
    public void Sentences_are_told()
    {
        Assert.All(Sentences, one => Assert.Equal(one.Code, Detection.Detect(one.Text).Code));
        Assert.Equal(12, LanguageDetection.Languages.Count);
    }

    [Theory]
    // in Arabic script the known language wins
    [InlineData("من به دکتر نیاز دارم", "prs", "prs")]
    [InlineData("السلام عليكم", "ur", "ur")]
    [InlineData("سلام", "fa", "fa")]
    // but one that is not written in Arabic script cannot
    [InlineData("أين أجد طبيب أسنان يتكلم العربية؟", "en", "ar")]
    // a doubtful word is in the known language
    [InlineData("Vanier", "fr", "fr")]
    [InlineData("appointment", "so", "so")]
    // a clear sentence is not
    [InlineData("Where can I find a family doctor near Bank Street?", "fr", "en")]
    [InlineData("Bonjour, je cherche un appartement pas cher", "ar", "fr")]
    [InlineData("Де можна знайти школу для дитини?", "ru", "uk")]
    // Arabic typed in Latin letters
    [InlineData("3andi so2al 3an el madrase", "ar", "ar")]
    [InlineData("salam khoya wach kayn chi wahed", "ar", "ar")]
    // a known language in another script does not win over what stands there
    [InlineData("Где работа", "en", "ru")]
    // nothing to read
    [InlineData("👍", "uk", "uk")]
    [InlineData("613-555-0148", "ti", "ti")]
    public void What_is_known_of_the_member_weighs_in(string text, string known, string told) =>
        Assert.Equal(told, Detection.Detect(text, known).Code);

    [Fact]
    public void What_was_only_known_carries_no_confidence()
    {
        Assert.Equal(new DetectedLanguage("uk", 0), Detection.Detect("👍", "uk"));
        Assert.Equal(new DetectedLanguage(null, 0), Detection.Detect("👍"));
        Assert.Equal(0, Detection.Detect("من به دکتر نیاز دارم", "prs").Confidence);
        Assert.True(Detection.Detect("Vanier").Confidence < LanguageDetection.Trusted);
        Assert.True(
            Detection.Detect("Le bureau des passeports est fermé lundi").Confidence >= LanguageDetection.Trusted
        );
        Assert.Equal("fr", Detection.Detect("https://example.org/where/is/it Le bureau des passeports est fermé").Code);
    }

    [Fact]
    public async Task Many_threads_may_ask_a_model_that_nobody_has_loaded()
    {
        var fresh = new LanguageDetection();
        var told = await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(_ => Task.Run(() => Sentences.All(one => fresh.Detect(one.Text).Code == one.Code)))
        );
        Assert.All(told, Assert.True);
    }
}
