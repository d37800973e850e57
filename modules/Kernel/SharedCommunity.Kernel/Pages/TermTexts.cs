namespace SharedCommunity.Kernel.Pages;

/// <summary>The toolkit's terms and what each means, in a sentence or two; <c>etc/glossary.md</c> has them in a table.</summary>
public sealed class TermTexts;
