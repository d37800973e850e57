using System.Resources;

namespace SharedCommunity.Moderation.Texts;

/// <summary>The texts of this module, in English, French and Arabic.</summary>
internal sealed class ModerationTexts
{
    /// <summary>Reads them in a language that is not the request's.</summary>
    public static readonly ResourceManager ResourceManager = new(typeof(ModerationTexts));
}
