using System.Collections.Frozen;
using System.Globalization;
using SharedCommunity.Moderation.Texts;

namespace SharedCommunity.Moderation.Topics;

/// <summary>
/// What an inquiry is about: the settlement services of the sector, immigration status, community life. The list is
/// closed, because FAQ, directory, posts and usage figures share it; ids are stored and exported, never change one.
/// </summary>
/// <param name="Id">What is stored and exported.</param>
/// <param name="Key">The one key that sets it.</param>
internal sealed record Topic(string Id, char Key)
{
    public static readonly Topic Housing = new("housing", 'h');
    public static readonly Topic Health = new("health", 'e');
    public static readonly Topic MentalHealth = new("mental-health", 'p');
    public static readonly Topic School = new("school", 's');
    public static readonly Topic Childcare = new("childcare", 'c');
    public static readonly Topic Employment = new("employment", 'w');
    public static readonly Topic LanguageClasses = new("language-classes", 'l');
    public static readonly Topic LegalStatus = new("legal-status", 'i');
    public static readonly Topic Documents = new("documents", 'd');
    public static readonly Topic Money = new("money", 'm');
    public static readonly Topic Transport = new("transport", 't');
    public static readonly Topic CommunityLife = new("community-life", 'f');
    public static readonly Topic Safety = new("safety", 'y');
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

    private static readonly FrozenDictionary<string, Topic> ById = All.ToFrozenDictionary(topic => topic.Id);

    /// <summary>The topic of an id; null when the list has none.</summary>
    public static Topic? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>The topic that a key sets; null when it sets none.</summary>
    public static Topic? OfKey(char key) => All.FirstOrDefault(topic => topic.Key == char.ToLowerInvariant(key));

    /// <summary>Its name in the reader's language.</summary>
    public string Name(CultureInfo culture) =>
        ModerationTexts.ResourceManager.GetString("Topic_" + Id, culture) ?? throw new InvalidOperationException(Id);
}
