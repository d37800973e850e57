namespace SharedCommunity.Host.Texts;

/// <summary>The texts of the second factor, of password links and of their mails.</summary>
public sealed class SignInTexts;
