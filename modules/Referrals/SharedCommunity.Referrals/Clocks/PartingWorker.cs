using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Live;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;
using SharedCommunity.Referrals.Telling;
using SharedCommunity.Referrals.Working;

namespace SharedCommunity.Referrals.Clocks;

/// <summary>
/// An agency that leaves a community or is suspended cannot see to what it had referred there: its inquiries go back to
/// the community, and the agencies that were asked hear that it is taken back.
/// </summary>
internal sealed partial class PartingWorker(
    Work work,
    ReferralLoop loop,
    Wakeups wakeups,
    TimeProvider time,
    ILogger<PartingWorker> logger
) : BackgroundService, IHandle<CoHostingEnded>
{
    private const string Wake = "parting";
    private const int AtOnce = 100;

    // What wakes it may be lost.
    private static readonly TimeSpan Poll = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public Task Handle(IReadOnlyList<CoHostingEnded> announced, UnitOfWork work, CancellationToken cancellationToken)
    {
        work.Wake(Wake);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await Look(stoppingToken) < AtOnce)
                    await wakeups.Wait(Wake, Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogPaused(failure.GetBaseException().GetType().Name);
                await Task.Delay(Again, time, CancellationToken.None);
            }
        }
    }

    /// <summary>Looks once; how many were taken back.</summary>
    internal async Task<int> Look(CancellationToken ct)
    {
        var left = await work.Call(
            "referrals.without_part",
            [AtOnce],
            row =>
                (
                    Agency: AgencyId.From(row.GetGuid(0)),
                    Community: CommunityId.From(row.GetGuid(1)),
                    Referral: ReferralId.From(row.GetGuid(2))
                ),
            ct
        );
        var taken = 0;
        foreach (var (agency, community, referral) in left)
            try
            {
                await TakeBack(agency, community, referral, ct);
                taken++;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The others' do not wait for it.
                LogPaused(failure.GetBaseException().GetType().Name);
            }
        return taken;
    }

    /// <summary>
    /// First in the community, which its agency does not see any more: if it ends in between, the second time the inquiry
    /// is open already, and nobody is told twice.
    /// </summary>
    private async Task TakeBack(AgencyId agency, CommunityId community, ReferralId id, CancellationToken ct)
    {
        var parting = await work.Run(Scope.Agency(agency), (unit, token) => Parting(id, unit, token), ct);
        if (parting is null)
            return;
        await work.Run(
            Scope.Community(community),
            (unit, _) =>
            {
                unit.Announce(parting);
                return Task.CompletedTask;
            },
            ct
        );
        await work.Run(
            Scope.Agency(agency),
            async (unit, token) =>
            {
                if (await ReferralReading.Locked(id, unit, token) is { } referral)
                    await loop.Act(referral, LoopInput.Withdraw, new MessageBody(), unit, token);
            },
            ct
        );
    }

    private static async Task<ReferringAgencyLeft?> Parting(ReferralId id, UnitOfWork unit, CancellationToken ct) =>
        await ReferralReading.Locked(id, unit, ct)
            is { CommunityId: { } community, InquiryId: { } inquiry, MemberId: { } member } referral
            ? new(
                community,
                inquiry,
                member,
                referral.AgencyId,
                referral.OtherName,
                referral.Service,
                referral.Language,
                MemberVoice.MayWrite(referral)
            )
            : null;

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "What an agency that left had referred is looked at again later: {Failure}."
    )]
    private partial void LogPaused(string failure);
}
