namespace SharedCommunity.Kernel.Pages;

/// <summary>The words of the parts that every floor's pages are made of.</summary>
public sealed class PageTexts;
