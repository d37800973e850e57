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

    /// <summary>Where a page ended.</summary>
    internal sealed record Key(Instant At, ReferralId Id);

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
        Key? after = null;
        if (!string.IsNullOrEmpty(request.After) && !PageKey.TryRead(request.After, out after))
            return Refusal.Malformed(("after", "not_readable"));
        var page = await Rows(request.Direction, request.State, after, request.Limit, work, ct);
        return new Page<ReferralItem>([.. page.Items.Select(referral => ReferralReading.Item(referral))], page.Next);
    }

    /// <summary>One page of the rows, the newest first.</summary>
    internal static async Task<Page<Referral>> Rows(
        ReferralDirection? direction,
        ReferralState? state,
        Key? after,
        int? asked,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var referrals = work.Db.Set<Referral>().AsNoTracking();
        if (direction is { } one)
        {
            var side = one == ReferralDirection.Out ? ReferralSide.Sender : ReferralSide.Receiver;
            referrals = referrals.Where(referral => referral.Side == side);
        }
        if (state is { } where)
            referrals = referrals.Where(referral => referral.State == where);
        if (after is { } key)
            referrals = referrals.Where(referral =>
                EF.Functions.LessThan(
                    ValueTuple.Create(referral.CreatedAt, referral.Id),
                    ValueTuple.Create(key.At, key.Id)
                )
            );
        var limit = PageKey.Limit(asked);
        var rows = await referrals
            .OrderByDescending(referral => referral.CreatedAt)
            .ThenByDescending(referral => referral.Id)
            .Take(limit + 1)
            .ToListAsync(ct);
        return PageKey.Page(rows, limit, referral => new Key(referral.CreatedAt, referral.Id));
    }
}
