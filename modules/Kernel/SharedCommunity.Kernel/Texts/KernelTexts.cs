namespace SharedCommunity.Kernel.Texts;

/// <summary>The texts that every floor shares: general refusals and problems of fields.</summary>
public sealed class KernelTexts;
