namespace SharedCommunity.Referrals.Texts;

/// <summary>The texts of the pages of the bus, in English, French and Arabic.</summary>
internal sealed class BusTexts;
