using System.Text.Json;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Referrals.Bus;

/// <summary>
/// Looks once more, when the line is there and a message is about to leave: a member may have taken the consent back
/// since it was taken from the outbox, and then it goes later, with nothing about them in it. Those that are about to
/// leave at the same time are asked about together.
/// </summary>
internal sealed class LastLook(Work work) : IDisposable
{
    private readonly Gathering<Asked> _asked = new(Relay.AtOnce, (asked, ct) => Ask(asked, work, ct));

    /// <summary>Whether it may leave as it was taken.</summary>
    public async Task<bool> MayGo(ReferralMessage message, CancellationToken ct)
    {
        if (!IsPersonal(message))
            return true;
        var asked = new Asked(message.Id);
        await _asked.Take(asked, ct);
        return asked.MayGo;
    }

    /// <inheritdoc />
    public void Dispose() => _asked.Dispose();

    /// <summary>Whether it tells something of a member that stands on a consent.</summary>
    private static bool IsPersonal(ReferralMessage message) =>
        message.Type == "ReferralSent"
        && message.Body.TryGetProperty("consent", out var consent)
        && consent.ValueKind == JsonValueKind.Object
        && (
            (message.Body.TryGetProperty("shared", out var shared) && shared.GetArrayLength() > 0)
            || (
                message.Body.TryGetProperty("note", out var note)
                && note.ValueKind == JsonValueKind.String
                && note.GetString() != ""
            )
        );

    private static async Task Ask(IReadOnlyList<Asked> asked, Work work, CancellationToken ct)
    {
        var hidden = await work.Call(
            "referrals.outbox_hidden",
            [asked.Select(one => one.Id).ToArray()],
            row => row.GetGuid(0),
            ct
        );
        foreach (var one in asked)
            one.MayGo = !hidden.Contains(one.Id);
    }

    private sealed class Asked(Guid id)
    {
        public Guid Id => id;
        public bool MayGo { get; set; } = true;
    }
}

/// <summary>It is not sent as it was taken.</summary>
internal sealed class TakenBackException : Exception;
