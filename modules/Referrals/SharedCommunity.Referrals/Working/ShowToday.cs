using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Working;

/// <summary>A case worker's day: what is late or due today where the agency owes the next step, and what is one's own.</summary>
[ApiRoute("GET", "referrals/today", Summary = "The referrals that your agency has to do something about today.")]
internal sealed class ShowToday : Query<ShowToday.Request, Rights, ReferralsToday>
{
    /// <summary>Nothing is asked.</summary>
    public sealed record Request;

    /// <inheritdoc />
    public override Permission Needs => Permissions.Read;

    /// <inheritdoc />
    protected override Task<Rights?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Rights?>(work.Rights);

    /// <inheritdoc />
    protected override async Task<Outcome<ReferralsToday>> Handle(
        Request request,
        Rights subject,
        UnitOfWork work,
        CancellationToken ct
    ) => await TodayReading.Of(work, ct);
}
