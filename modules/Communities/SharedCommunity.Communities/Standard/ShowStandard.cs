using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Communities.Communities;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Standard;

/// <summary>All that the page of the service standard shows.</summary>
internal sealed class ShowStandard : Query<ShowStandard.Request, Community, ShowStandard.Model>
{
    internal sealed record Request(string Community);

    /// <param name="Standard">What is promised; null for nothing.</param>
    /// <param name="Seen">The mark of it.</param>
    /// <param name="Moments">What it means for questions at telling moments.</param>
    /// <param name="Zone">The community's time zone.</param>
    /// <param name="MayChange">Whether the reader may change it.</param>
    internal sealed record Model(
        ServiceStandard? Standard,
        string Seen,
        IReadOnlyList<TellingMoment> Moments,
        DateTimeZone Zone,
        bool MayChange
    );

    public override Permission Needs => Permissions.ReadCommunity;

    protected override Task<Community?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<Community>().AsNoTracking().FirstOrDefaultAsync(c => c.Slug == request.Community, ct);

    protected override Task<Outcome<Model>> Handle(
        Request request,
        Community community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var standard = CommunityView.Of(community).ServiceStandard;
        var zone = DateTimeZoneProviders.Tzdb[community.TimeZone];
        return Task.FromResult<Outcome<Model>>(
            new Model(
                standard,
                Mark.OfStandard(community),
                TellingMoment.Of(standard, zone, work.Now),
                zone,
                work.Rights.Allow(Permissions.AdministerCommunity, community.Id)
            )
        );
    }
}
