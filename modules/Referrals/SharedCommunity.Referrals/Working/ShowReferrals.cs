using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Working;

/// <summary>All that the page of an agency's referrals shows: the board, or one page of the list.</summary>
internal sealed class ShowReferrals : Query<ShowReferrals.Request, Rights, ReferralsView>
{
    /// <param name="IsBoard">Whether it is the board.</param>
    /// <param name="Direction">In or out; left out for both.</param>
    /// <param name="State">Where they stand, in the list.</param>
    /// <param name="After">Where the page of the list before ended.</param>
    public sealed record Request(
        bool IsBoard,
        ReferralDirection? Direction = null,
        ReferralState? State = null,
        string? After = null
    );

    /// <inheritdoc />
    public override Permission Needs => Permissions.Read;

    /// <inheritdoc />
    protected override Task<Rights?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Rights?>(work.Rights);

    /// <inheritdoc />
    protected override async Task<Outcome<ReferralsView>> Handle(
        Request request,
        Rights subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var zone = await CardReading.Zone(work, null, ct);
        if (request.IsBoard)
            return new ReferralsView(zone, work.Now, await BoardReading.Of(request.Direction, work, ct), null);
        // An address that somebody bent begins at the front: a page has no use for a refusal here.
        PageKey.TryRead<ListReferrals.Key>(request.After, out var after);
        var page = await ListReferrals.Rows(request.Direction, request.State, after, null, work, ct);
        return new ReferralsView(zone, work.Now, null, new(await CardReading.Cards(page.Items, work, ct), page.Next));
    }
}
