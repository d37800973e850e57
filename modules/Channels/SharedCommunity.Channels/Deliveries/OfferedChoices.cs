using System.Text.Json;
using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Http;

namespace SharedCommunity.Channels.Deliveries;

/// <summary>The answers that stand under a delivery as they are kept with it, and which of them were chosen.</summary>
internal sealed record OfferedChoices(IReadOnlyList<OfferedChoices.Choice> Choices, bool Several)
{
    internal sealed record Choice(string Label, string Value, Instant? ChosenAt = null);

    /// <summary>As it is kept; refuses what no platform could show.</summary>
    public static string Write(IReadOnlyList<DeliveryChoice> choices, bool several)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(choices.Count, DeliveryChoice.Most, nameof(choices));
        foreach (var choice in choices)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(choice.Label);
            ArgumentException.ThrowIfNullOrEmpty(choice.Value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(choice.Label.Length, DeliveryChoice.MostLabel);
        }
        return new OfferedChoices([.. choices.Select(c => new Choice(c.Label, c.Value))], several).Kept();
    }

    /// <summary>What was kept.</summary>
    public static OfferedChoices? Read(string? kept) =>
        kept is null ? null : JsonSerializer.Deserialize<OfferedChoices>(kept, KernelJson.Options);

    /// <summary>Whether nothing is left to choose.</summary>
    public bool Spent =>
        Choices.All(c => c.ChosenAt is not null) || (!Several && Choices.Any(c => c.ChosenAt is not null));

    /// <summary>The value of a choice that counts now, and what is kept from then on.</summary>
    public (string Value, string Kept)? Choose(int index, Instant at)
    {
        if (index < 0 || index >= Choices.Count || Spent || Choices[index].ChosenAt is not null)
            return null;
        var chosen = this with { Choices = [.. Choices.Select((c, i) => i == index ? c with { ChosenAt = at } : c)] };
        return (Choices[index].Value, chosen.Kept());
    }

    /// <summary>The choice whose label somebody typed, give or take a full stop.</summary>
    public int? Typed(string text)
    {
        var said = text.Trim().TrimEnd('.', '!', '。').TrimEnd();
        for (var i = 0; i < Choices.Count; i++)
            if (string.Equals(Choices[i].Label.Trim(), said, StringComparison.OrdinalIgnoreCase))
                return i;
        return null;
    }

    private string Kept() => JsonSerializer.Serialize(this, KernelJson.Options);
}
