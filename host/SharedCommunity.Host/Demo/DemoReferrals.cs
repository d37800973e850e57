namespace SharedCommunity.Host.Demo;

/// <summary>The referrals of the demo, one for every way in which a loop goes. Made up, all of it.</summary>
internal static class DemoReferrals
{
    /// <param name="Ago">How many days ago the newcomer asked.</param>
    /// <param name="Writer">The newcomer: the name that the platform shows, and the language of the app.</param>
    /// <param name="Asks">What they asked the bot.</param>
    /// <param name="From">The agency whose moderator refers.</param>
    /// <param name="To">The agency that is asked.</param>
    /// <param name="Service">What for.</param>
    /// <param name="Share">What is shared.</param>
    /// <param name="Ground">On what ground; null for an anonymous referral.</param>
    /// <param name="Note">What the moderator adds.</param>
    /// <param name="Steps">How it went on.</param>
    public sealed record Story(
        double Ago,
        (string Name, string Language) Writer,
        string Asks,
        string From,
        string To,
        string Service,
        string[] Share,
        Ground? Ground,
        string Note,
        params Step[] Steps
    );

    /// <summary>The member's yes, or what stands for it; by the names of the API.</summary>
    public sealed record Ground(
        string? Given = null,
        string? Text = null,
        string Kind = "given",
        string? Clause = null,
        string? Reason = null,
        string? Notified = null
    );

    /// <param name="Ago">How many days ago.</param>
    /// <param name="Act">What was done: the last word of its address.</param>
    /// <param name="Note">A word more.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Suggestion">Who else could help.</param>
    /// <param name="Outcome">What came of it.</param>
    /// <param name="ContactIn">In how many days from then the member hears from them.</param>
    public sealed record Step(
        double Ago,
        string Act,
        string? Note = null,
        string? Reason = null,
        string? Suggestion = null,
        string? Outcome = null,
        double? ContactIn = null
    );

    private const string Harbour = "harbour";
    private const string Maple = "maple-bridge";
    private const string Accueil = "accueil-nord";
    private const string Kettle = DemoCast.Partner;

    private static readonly string[] Known = ["language", "name", "inquiry"];

    /// <summary>So many days ago nothing had happened yet.</summary>
    public const double Before = 10.5;

    /// <summary>The one that nobody answers is reminded of, and then lapses: days ago, and what its time line says then.</summary>
    public static IReadOnlyList<(double Ago, string Input)> Ticks { get; } =
    [(6.4, "remind.acknowledge"), (1.2, "lapse.acknowledge")];

    /// <summary>The one that nobody answers.</summary>
    public static Story Unanswered => Stories.First(story => story.Steps.Length == 0);

    public static IReadOnlyList<Story> Stories { get; } =
    [
        new(
            9.4,
            ("Ziad", "ar"),
            "كنت كهربائيًا في بلدي اثنتي عشرة سنة. من يساعدني على معادلة شهادتي والعمل هنا؟",
            Harbour,
            Kettle,
            "Credential recognition for an electrician",
            Known,
            new("message", "نعم، أوافق أن ترسلوا اسمي وسؤالي إليهم."),
            "He has his certificates with him, in Arabic and translated.",
            new(9.2, "accept", "I will write to him in Arabic.", ContactIn: 1),
            new(8.6, "contact", "تكلمنا بالهاتف، وسيأتي يوم الخميس ومعه الشهادات."),
            new(1.6, "complete", "He is registered for the trade assessment in March.", Outcome: "helped")
        ),
        new(
            9.3,
            ("Filmon", "en"),
            "I filled in every form for the apprenticeship and hear nothing. Can somebody look at them with me?",
            Harbour,
            Accueil,
            "Help with apprenticeship papers",
            Known,
            new("verbal", "He said yes on the telephone, after I had read out what we send."),
            "He prefers to meet in person."
        ),
        new(
            9.1,
            ("Aminata", "fr"),
            "Je cherche un stage dans une pharmacie pour faire reconnaître mon diplôme. Qui peut m’aider ?",
            Accueil,
            Kettle,
            "Stage en pharmacie",
            [.. Known, "contact"],
            new("form", "Formulaire signé au comptoir, en français."),
            "Disponible les matins.",
            new(8.9, "accept", ContactIn: 2),
            new(7.5, "contact", "Nous nous sommes vues au bureau."),
            new(
                2.2,
                "complete",
                "Un stage de deux semaines, pas encore de poste. Elle revient en janvier.",
                Outcome: "partly"
            )
        ),
        new(
            7.2,
            ("Serhii", "en"),
            "My wife needs English classes in the morning, with somebody to look after the baby. Where do we ask?",
            Maple,
            Harbour,
            "Morning classes with childcare",
            Known,
            new("message", "Yes, you may tell them."),
            "",
            new(6.9, "accept", ContactIn: 2),
            new(5.1, "contact", "Left two messages, then a letter."),
            new(2.6, "complete", "No answer to three calls and a letter.", Outcome: "notReached")
        ),
        new(
            6.0,
            ("Lucia", "en"),
            "I would like to open a small bakery. Is there a loan for people who came last year?",
            Harbour,
            Kettle,
            "Loan for a first business",
            ["language", "inquiry"],
            new(Kind: "implied", Clause: "4.2 Referrals within the settlement network"),
            "She did not wish to give her name yet.",
            new(5.6, "accept", ContactIn: 2),
            new(4.8, "contact"),
            new(3.4, "complete", "The loan needs two years of residence.", Outcome: "notEligible")
        ),
        new(
            4.4,
            ("رنا", "ar"),
            "هل توجد دورة للعمل في رعاية الأطفال تكون مجانية؟ عندي خبرة خمس سنوات.",
            Harbour,
            Kettle,
            "Childcare worker training",
            Known,
            new("message", "أكيد، وشكرًا لكم."),
            "",
            new(4.0, "accept", "Our next course begins on the first of the month.", ContactIn: 2),
            new(2.9, "contact", "اتفقنا على موعد لملء الاستمارة معًا.")
        ),
        new(
            3.3,
            ("Viktor", "en"),
            "Who could teach me to drive a truck here? I drove one for eight years at home.",
            Harbour,
            Kettle,
            "Truck driving licence",
            Known,
            new("verbal", "Agreed at the welcome desk."),
            "",
            new Step(
                3.0,
                "decline",
                Reason: "We have no driving courses this winter.",
                Suggestion: "Maple Bridge Family Services lend an instructor on Saturdays."
            )
        ),
        new(
            3.1,
            ("Espérance", "fr"),
            "Bonsoir, je voudrais garder mes enfants près de moi pendant ma formation. Qui a une place ?",
            Accueil,
            Kettle,
            "Garde d’enfants pendant une formation",
            Known,
            new("message", "Oui, vous pouvez leur écrire."),
            "Deux enfants, trois et cinq ans.",
            new Step(
                2.7,
                "redirect",
                Reason: "Nous formons, mais nous ne gardons pas d’enfants.",
                Suggestion: "Maple Bridge Family Services"
            )
        ),
        new(
            2.4,
            ("Emmanuel", "fr"),
            "Je voudrais refaire mon CV pour des postes d’infirmier. Qui peut le relire ?",
            Harbour,
            Kettle,
            "Relecture de CV",
            Known,
            new("message", "Oui, d’accord."),
            "",
            new Step(2.1, "withdraw", Reason: "He found a mentor at the library and needs no one else.")
        ),
        new(
            1.4,
            ("أم كريم", "ar"),
            "ابني يبحث عن عمل بعد المدرسة، عمره سبع عشرة سنة. هل هناك من يدلّه؟",
            Harbour,
            Kettle,
            "First job for a student",
            Known,
            new("message", "نعم، وابني موافق أيضًا."),
            "Ask for the son, Yusuf.",
            new Step(0.9, "accept", "I meet students on Wednesdays.", ContactIn: 2.5)
        ),
        new(
            1.1,
            ("Nafissatou", "fr"),
            "Ma fille fait des cauchemars depuis notre arrivée. À qui pouvons-nous parler, en famille ?",
            Harbour,
            Harbour,
            "Family support team",
            Known,
            new("message", "Oui, à votre équipe seulement."),
            "",
            new Step(0.8, "accept", "Grace calls her tonight.", ContactIn: 1)
        ),
        new(
            0.7,
            ("Dalal", "ar"),
            "أريد أن أتعلم المحاسبة بالإنجليزية لأعمل في مكتب. أين أسأل؟",
            Harbour,
            Kettle,
            "Bookkeeping course",
            ["language"],
            null,
            "Somebody who keeps books by hand and reads little English; we send the name when she agrees."
        ),
        new(
            0.3,
            ("Rosine", "fr"),
            "Mon patron garde mon passeport et ne me paie pas depuis deux mois. J’ai peur de partir.",
            Maple,
            Kettle,
            "Safe work, and wages that were not paid",
            Known,
            new(
                Kind: "emergency",
                Clause: "7.1 Danger to life or liberty",
                Reason: "Her passport is kept from her, and she sleeps at the place of work.",
                Notified: "The labour standards line, at 10:20"
            ),
            "Do not call before six; write."
        ),
        new(
            0.1,
            ("ليان", "ar"),
            "هل يمكن لأحد أن يساعدني على التدرب على مقابلة عمل قبل يوم الإثنين؟",
            Accueil,
            Harbour,
            "Practice for a job interview",
            Known,
            new("message", "نعم، من فضلكم."),
            "Elle préfère parler arabe."
        ),
    ];
}
