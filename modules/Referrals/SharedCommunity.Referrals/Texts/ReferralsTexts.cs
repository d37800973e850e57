namespace SharedCommunity.Referrals.Texts;

/// <summary>The texts of this module, in English, French and Arabic.</summary>
internal sealed class ReferralsTexts;
