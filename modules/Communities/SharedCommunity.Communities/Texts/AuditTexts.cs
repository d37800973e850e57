namespace SharedCommunity.Communities.Texts;

/// <summary>The texts of the audit trail.</summary>
internal sealed class AuditTexts;
