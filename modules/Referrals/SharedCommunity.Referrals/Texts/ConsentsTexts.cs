namespace SharedCommunity.Referrals.Texts;

/// <summary>The texts of the consents' pages, in English, French and Arabic.</summary>
internal sealed class ConsentsTexts;
