namespace SharedCommunity.Host.Demo;

/// <summary>What newcomers and neighbours wrote in the demo's group and to its bot. Made up, all of it.</summary>
internal static class DemoMessages
{
    /// <param name="Ago">How long before the demo was made.</param>
    /// <param name="Writer">The writer's place in <see cref="Writers"/>.</param>
    /// <param name="Text">What was written.</param>
    /// <param name="Private">Whether to the bot, and not in the group.</param>
    /// <param name="ReplyTo">The place, in this list, of the message that it answers.</param>
    public sealed record Line(TimeSpan Ago, int Writer, string Text, bool Private = false, int? ReplyTo = null);

    /// <summary>The names that the platform shows, and the language of each one's app.</summary>
    public static IReadOnlyList<(string Name, string Language)> Writers { get; } =
    [
        ("Salma", "ar"),
        ("Jean-Baptiste", "fr"),
        ("Oleh", "en"),
        ("Mariam", "ar"),
        ("Aïcha", "fr"),
        ("Tesfay", "en"),
        ("أبو يوسف", "ar"),
        ("Fatou", "fr"),
        ("Noor", "ar"),
        ("Daniela", "en"),
        ("Hassan", "ar"),
        ("Mireille", "fr"),
        ("Ivan", "en"),
        ("هدى", "ar"),
    ];

    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<Line> Lines { get; } =
    [
        new(
            Days(9),
            9,
            "Hello everyone, we arrived on Sunday with two suitcases and a very tired cat. Happy to be here!"
        ),
        new(Days(9) - Minutes(14), 2, "Welcome Daniela! The cat will love the snow.", ReplyTo: 0),
        new(Days(7), 6, "السلام عليكم، شكرًا لكل من ساعدنا في نقل الأثاث يوم السبت."),
        new(
            Days(6),
            1,
            "Bonjour à tous, la bibliothèque de la rue Rideau prête aussi des laissez-passer pour les musées."
        ),
        new(Days(5), 4, "Merci Jean-Baptiste, j’y suis allée hier avec les enfants, c’est gratuit !", ReplyTo: 3),
        new(Days(4), 5, "The community kitchen on Thursdays is open again. Bring a box if you want to take food home."),
        new(Days(3), 10, "مبارك لأم سامر شهادة القيادة!"),
        new(Days(2), 7, "Petit rappel : la halte-garderie du parc est fermée vendredi."),
        new(Hours(29), 0, "كيف أسجل ابنتي في المدرسة؟ عمرها ست سنوات ووصلنا قبل أسبوعين."),
        new(Hours(28.5), 3, "مرحبًا سلمى، أنا أيضًا كنت أبحث عن ذلك الشهر الماضي.", ReplyTo: 8),
        new(
            Hours(26),
            11,
            "Bonjour, ma carte de résidente permanente n’est toujours pas arrivée. À qui dois-je écrire ?"
        ),
        new(Hours(22.5), 12, "Can I work more than 20 hours a week while my permit is being renewed?"),
        new(
            Hours(21.5),
            8,
            "زوجي لا يتكلم الإنجليزية ولديه موعد في المستشفى يوم الثلاثاء. هل يمكن أن يأتي مترجم معنا؟",
            Private: true
        ),
        new(Hours(20), 2, "Where can I get a winter coat for a four year old? Ours did not survive the first week."),
        new(Hours(19.8), 9, "Thrift store on Bank Street, half price on Wednesdays.", ReplyTo: 13),
        new(Hours(18), 7, "Où trouver un médecin de famille qui parle français ?"),
        new(Hours(16), 5, "My landlord wants six months of rent in advance. Is that allowed here?"),
        new(Hours(15.9), 5, "He says it is because I have no credit history."),
        new(Hours(14), 13, "هل توجد دورات لغة مسائية؟ أعمل في النهار."),
        new(
            Hours(12),
            4,
            "Bonsoir, j’ai reçu une lettre du tribunal que je ne comprends pas et j’ai peur de mal répondre. Quelqu’un peut la lire avec moi ?",
            Private: true
        ),
        new(Hours(11), 10, "بكم يكون اشتراك الحافلة للطلاب؟"),
        new(Hours(10.5), 6, "للطلاب خصم، اسأل في محطة ريدو.", ReplyTo: 20),
        new(Hours(9), 1, "Est-ce que l’équivalence de mon diplôme d’infirmier se fait ici ou au Québec ?"),
        new(Hours(7), 12, "Thank you all for the bicycle! My son rides it to school every day now."),
        new(Hours(6), 3, "أين يمكنني ترجمة شهادة ميلاد ترجمة معتمدة؟"),
        new(Hours(5), 9, "How long did you wait for your health card? We applied three weeks ago."),
        new(Hours(4.5), 2, "Five weeks for us.", ReplyTo: 25),
        new(Hours(4), 0, "أفكر كثيرًا ولا أنام منذ أن وصلنا. هل يوجد من أتكلم معه بالعربية؟", Private: true),
        new(Hours(3), 11, "Quels papiers faut-il pour inscrire un enfant à la garderie ?"),
        new(Hours(2.5), 8, "هل الحديقة العامة مفتوحة في العيد؟"),
        new(
            Hours(2),
            5,
            "I lost my job on Friday. What do I need to apply for employment insurance, and how fast must I do it?",
            Private: true
        ),
        new(Minutes(95), 7, "Comment demander un rendez-vous pour le test de français ?"),
        new(Minutes(70), 13, "متى يبدأ التسجيل في المخيم الصيفي؟"),
        new(Minutes(45), 12, "Which bank opens an account without a credit history?"),
        new(Minutes(44), 4, "On m’a ouvert un compte à la caisse avec mon passeport seulement.", ReplyTo: 33),
        new(Minutes(30), 6, "وصلتني فاتورة كهرباء كبيرة جدًا، ماذا أفعل؟", Private: true),
        new(Minutes(18), 1, "Y a-t-il une soirée de conversation cette semaine ?"),
        new(Minutes(9), 9, "Is the number 5 bus running today? Nothing has come for forty minutes."),
        new(Minutes(3), 10, "كيف أجد شقة قريبة من محطة القطار بسعر معقول؟"),
    ];

    private static TimeSpan Days(double days) => TimeSpan.FromDays(days);

    private static TimeSpan Hours(double hours) => TimeSpan.FromHours(hours);

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);
}
