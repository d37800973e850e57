using System.Collections.Frozen;
using System.Globalization;
using System.Resources;
using SharedCommunity.Communities.Texts;

namespace SharedCommunity.Communities.Contracts;

/// <summary>
/// What an inquiry is about: the settlement services of the sector, immigration status, community life. The list is
/// closed, because FAQ, directory, posts and usage figures share it; ids are stored and exported, never change one.
/// </summary>
/// <param name="Id">What is stored and exported.</param>
/// <param name="Key">The one key that sets it.</param>
public sealed record Topic(string Id, char Key)
{
    /// <summary>A place to live.</summary>
    public static readonly Topic Housing = new("housing", 'h');

    /// <summary>Doctors, clinics, medicine.</summary>
    public static readonly Topic Health = new("health", 'e');

    /// <summary>Mental health and counselling.</summary>
    public static readonly Topic MentalHealth = new("mental-health", 'p');

    /// <summary>School and studies.</summary>
    public static readonly Topic School = new("school", 's');

    /// <summary>Childcare and youth.</summary>
    public static readonly Topic Childcare = new("childcare", 'c');

    /// <summary>Work.</summary>
    public static readonly Topic Employment = new("employment", 'w');

    /// <summary>Learning a language.</summary>
    public static readonly Topic LanguageClasses = new("language-classes", 'l');

    /// <summary>Immigration status and the law.</summary>
    public static readonly Topic LegalStatus = new("legal-status", 'i');

    /// <summary>Papers and forms.</summary>
    public static readonly Topic Documents = new("documents", 'd');

    /// <summary>Money and benefits.</summary>
    public static readonly Topic Money = new("money", 'm');

    /// <summary>Getting around.</summary>
    public static readonly Topic Transport = new("transport", 't');

    /// <summary>Events, places, people.</summary>
    public static readonly Topic CommunityLife = new("community-life", 'f');

    /// <summary>Emergencies, violence, fraud.</summary>
    public static readonly Topic Safety = new("safety", 'y');

    /// <summary>None of these.</summary>
    public static readonly Topic Other = new("other", 'o');

    /// <summary>All topics, in the order in which they are listed.</summary>
    public static readonly IReadOnlyList<Topic> All =
    [
        Housing,
        Health,
        MentalHealth,
        School,
        Childcare,
        Employment,
        LanguageClasses,
        LegalStatus,
        Documents,
        Money,
        Transport,
        CommunityLife,
        Safety,
        Other,
    ];

    private static readonly ResourceManager Names = new(typeof(TopicTexts));

    private static readonly FrozenDictionary<string, Topic> ById = All.ToFrozenDictionary(topic => topic.Id);

    /// <summary>The topic of an id; null when the list has none.</summary>
    public static Topic? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>The topic that a key sets; null when it sets none.</summary>
    public static Topic? OfKey(char key) => All.FirstOrDefault(topic => topic.Key == char.ToLowerInvariant(key));

    /// <summary>Its name in the reader's language.</summary>
    public string Name(CultureInfo culture) =>
        Names.GetString("Topic_" + Id, culture) ?? throw new InvalidOperationException(Id);
}
