using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Communities.Communities;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Standard;

/// <summary>Shows what a standard would mean, and what a calendar file would add. Nothing is saved.</summary>
[FormRoute("/{agency}/{community}/settings/standard/preview")]
internal sealed class PreviewStandard : Query<TypedStandard, Community, PreviewStandard.Preview>
{
    /// <param name="Moments">What it would mean for questions at telling moments.</param>
    /// <param name="Holidays">All holidays that it would have.</param>
    /// <param name="Added">Those of them that the calendar file adds.</param>
    internal sealed record Preview(
        IReadOnlyList<TellingMoment> Moments,
        IReadOnlyList<LocalDate> Holidays,
        IReadOnlySet<LocalDate> Added
    );

    public override Permission Needs => Permissions.AdministerCommunity;

    protected override Task<Community?> Load(TypedStandard request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<Community>().AsNoTracking().FirstOrDefaultAsync(c => c.Slug == request.Community, ct);

    protected override Task<Outcome<Preview>> Handle(
        TypedStandard request,
        Community community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var zone = DateTimeZoneProviders.Tzdb[community.TimeZone];
        var typed = request.Parse(work.Now.InZone(zone).Date, ct);
        return Task.FromResult<Outcome<Preview>>(
            typed.IsDone
                ? new Preview(
                    TellingMoment.Of(typed.Value.Standard, zone, work.Now),
                    typed.Value.Holidays,
                    typed.Value.Added
                )
                : typed.Refusal
        );
    }
}
