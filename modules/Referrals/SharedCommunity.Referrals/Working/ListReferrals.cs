using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Working;

/// <summary>Lists an agency's own side of its referrals, the newest first.</summary>
[ApiRoute("GET", "referrals", Summary = "The agency's referrals, the newest first.")]
internal sealed class ListReferrals : Query<ListReferrals.Request, Rights, Page<ReferralItem>>
{
    /// <param name="Direction">In or out; left out for both.</param>
    /// <param name="State">Where they stand; left out for all.</param>
    /// <param name="After">Where the page before ended.</param>
    /// <param name="Limit">How many.</param>
    public sealed record Request(
        ReferralDirection? Direction = null,
        ReferralState? State = null,
        string? After = null,
        int? Limit = null
    );

    private sealed record Key(Instant At, ReferralId Id);

    /// <inheritdoc />
    public override Permission Needs => Permissions.Read;

    /// <inheritdoc />
    protected override Task<Rights?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Rights?>(work.Rights);

    /// <inheritdoc />
    protected override async Task<Outcome<Page<ReferralItem>>> Handle(
        Request request,
        Rights subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var referrals = work.Db.Set<Referral>().AsNoTracking();
        if (request.Direction is { } direction)
        {
            var side = direction == ReferralDirection.Out ? ReferralSide.Sender : ReferralSide.Receiver;
            referrals = referrals.Where(referral => referral.Side == side);
        }
        if (request.State is { } state)
            referrals = referrals.Where(referral => referral.State == state);
        if (!string.IsNullOrEmpty(request.After))
        {
            if (!PageKey.TryRead<Key>(request.After, out var key))
                return Refusal.Malformed(("after", "not_readable"));
            referrals = referrals.Where(referral =>
                EF.Functions.LessThan(
                    ValueTuple.Create(referral.CreatedAt, referral.Id),
                    ValueTuple.Create(key.At, key.Id)
                )
            );
        }
        var limit = PageKey.Limit(request.Limit);
        var rows = await referrals
            .OrderByDescending(referral => referral.CreatedAt)
            .ThenByDescending(referral => referral.Id)
            .Take(limit + 1)
            .ToListAsync(ct);
        var page = PageKey.Page(rows, limit, referral => new Key(referral.CreatedAt, referral.Id));
        return new Page<ReferralItem>([.. page.Items.Select(referral => ReferralReading.Item(referral))], page.Next);
    }
}
