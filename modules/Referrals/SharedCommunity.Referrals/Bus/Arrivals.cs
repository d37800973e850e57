using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Referrals.Bus;

/// <summary>The queue that something lay in.</summary>
/// <param name="Agency">Whose it is.</param>
/// <param name="Slug">Its name on the bus.</param>
internal sealed record AgencyQueue(AgencyId Agency, string Slug);

/// <summary>What lay in a queue.</summary>
/// <param name="Message">The message; null where it cannot be read as one.</param>
/// <param name="Publisher">The user whom the broker vouches for; null where there is none.</param>
/// <param name="Text">All of it as it came.</param>
internal sealed record Arrival(ReferralMessage? Message, string? Publisher, string Text);

/// <summary>Why a message changes nothing.</summary>
/// <param name="Reason">The kind of reason.</param>
/// <param name="Detail">The loop's own word, where it has one.</param>
internal sealed record Refused(DeadReason Reason, string? Detail = null);

/// <summary>
/// The one door for what comes from the bus, and for what an administrator has tried again: type, version, whom it is
/// for, and whether its publisher may speak for whom it says it is from. What fails goes to the dead letters.
/// </summary>
internal sealed class Arrivals(Work work, Inbox inbox, Voices voices, Speaker speaker)
{
    /// <summary>Takes what lay in an agency's queue, all in one unit of work, in its order.</summary>
    public async Task Take(AgencyQueue queue, IReadOnlyList<Arrival> arrivals, CancellationToken ct)
    {
        var acknowledged = await work.Run(
            Scope.Agency(queue.Agency),
            async (unit, token) =>
            {
                var taken = await Hear(queue, arrivals, unit, token);
                for (var i = 0; i < arrivals.Count; i++)
                {
                    if (taken.Refused[i] is { } reason)
                        await DeadLetters.Keep(arrivals[i], reason, unit, token);
                }
                return taken.Acknowledged;
            },
            ct
        );
        // The next batch does not wait for the broker's word on this.
        if (acknowledged.Count > 0)
            _ = speaker.Acknowledge(acknowledged);
    }

    /// <summary>
    /// The same for one that was refused before, in a unit of work that is open; says why it was refused again, null where
    /// it was not.
    /// </summary>
    public async Task<Refused?> TakeAgain(AgencyQueue queue, Arrival arrival, UnitOfWork unit, CancellationToken ct)
    {
        var taken = await Hear(queue, [arrival], unit, ct);
        await Post.Acknowledge(taken.Acknowledged, unit, ct);
        return taken.Refused[0];
    }

    private async Task<Taken> Hear(
        AgencyQueue queue,
        IReadOnlyList<Arrival> arrivals,
        UnitOfWork unit,
        CancellationToken ct
    )
    {
        var refused = new Refused?[arrivals.Count];
        var bodies = new MessageBody[arrivals.Count];
        for (var i = 0; i < arrivals.Count; i++)
            refused[i] = Wire.Check(queue.Slug, arrivals[i], out bodies[i]) is { } reason ? new(reason) : null;
        var registry = await Voices.Of(Valid().Select(i => arrivals[i].Message!.From), unit, ct);
        foreach (var i in Valid())
            refused[i] = voices.Judge(registry, arrivals[i]) is { } reason ? new(reason) : null;
        var valid = Valid();
        var taken = await inbox.Take([.. valid.Select(i => Named(arrivals[i].Message!, bodies[i]))], unit, ct);
        for (var i = 0; i < valid.Count; i++)
            refused[valid[i]] = taken.Refused[i];
        return new(refused, taken.Acknowledged);

        // By the name that we know it by, whatever it calls itself.
        Said Named(ReferralMessage message, MessageBody body) =>
            new(message, body with { AgencyName = registry[message.From].Name });

        List<int> Valid() => [.. Enumerable.Range(0, arrivals.Count).Where(i => refused[i] is null)];
    }
}
