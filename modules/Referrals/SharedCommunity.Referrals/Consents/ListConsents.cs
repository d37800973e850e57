using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Consents;

/// <summary>Lists the consents, and other grounds, that an agency has written down, the newest first.</summary>
[ApiRoute("GET", "consents", Summary = "The consents that the agency has written down, the newest first.")]
internal sealed class ListConsents : Query<ListConsents.Request, Rights, Page<ConsentItem>>
{
    /// <param name="Member">Whose; left out for all.</param>
    /// <param name="State">Where they stand; left out for all.</param>
    /// <param name="After">Where the page before ended.</param>
    /// <param name="Limit">How many.</param>
    public sealed record Request(
        MemberId? Member = null,
        ConsentState? State = null,
        string? After = null,
        int? Limit = null
    );

    private sealed record Key(Instant At, Guid Id);

    /// <inheritdoc />
    public override Permission Needs => Permissions.Read;

    /// <inheritdoc />
    protected override Task<Rights?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Rights?>(work.Rights);

    /// <inheritdoc />
    protected override Task<Outcome<Page<ConsentItem>>> Handle(
        Request request,
        Rights subject,
        UnitOfWork work,
        CancellationToken ct
    ) => Page(request, work, ct);

    /// <summary>One page of them.</summary>
    internal static async Task<Outcome<Page<ConsentItem>>> Page(Request request, UnitOfWork work, CancellationToken ct)
    {
        var consents = work.Db.Set<Consent>().AsNoTracking();
        if (request.Member is { } member)
            consents = consents.Where(consent => consent.MemberId == member);
        var now = work.Now;
        consents = request.State switch
        {
            ConsentState.Withdrawn => consents.Where(consent => consent.WithdrawnAt != null),
            ConsentState.Expired => consents.Where(consent => consent.WithdrawnAt == null && consent.Until <= now),
            ConsentState.InForce => consents.Where(consent =>
                consent.WithdrawnAt == null && (consent.Until == null || consent.Until > now)
            ),
            _ => consents,
        };
        if (!string.IsNullOrEmpty(request.After))
        {
            if (!PageKey.TryRead<Key>(request.After, out var key))
                return Refusal.Malformed(("after", "not_readable"));
            consents = consents.Where(consent =>
                EF.Functions.LessThan(ValueTuple.Create(consent.GivenAt, consent.Id), ValueTuple.Create(key.At, key.Id))
            );
        }
        var limit = PageKey.Limit(request.Limit);
        var rows = await consents
            .OrderByDescending(consent => consent.GivenAt)
            .ThenByDescending(consent => consent.Id)
            .Take(limit + 1)
            .ToListAsync(ct);
        var page = PageKey.Page(rows, limit, consent => new Key(consent.GivenAt, consent.Id));
        return new Page<ConsentItem>(await ConsentReading.Items(page.Items, work, ct), page.Next);
    }
}
