namespace SharedCommunity.Kernel.Data;

/// <summary>
/// Marks a column or file that can hold something about a member. Erasure, export and retention walk these marks;
/// a test fails on an unmarked text, json or bytes column.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AboutMemberAttribute : Attribute;

/// <summary>Says of a text, json or bytes column why it can never hold anything about a member.</summary>
/// <param name="why">The reason, for whoever reads the list of exceptions.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotAboutMemberAttribute(string why) : Attribute
{
    /// <summary>The reason.</summary>
    public string Why { get; } = why;
}
