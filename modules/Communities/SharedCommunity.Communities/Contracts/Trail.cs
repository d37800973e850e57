using NodaTime;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Communities.Contracts;

/// <summary>Which lines of the audit trail are asked for.</summary>
/// <param name="Person">Of one person.</param>
/// <param name="Action">Of one action.</param>
/// <param name="From">From this day on.</param>
/// <param name="Until">Up to this day, which counts.</param>
public sealed record TrailFilter(StaffId? Person, string? Action, LocalDate? From, LocalDate? Until);

/// <summary>A line of the audit trail as the API says it. The name is the one that the person has today.</summary>
/// <param name="Id">The line.</param>
/// <param name="At">When.</param>
/// <param name="StaffId">Who.</param>
/// <param name="StaffName">Their name; null where they are no longer seen.</param>
/// <param name="AgencyId">For which agency.</param>
/// <param name="CommunityId">In which community; null beside them all.</param>
/// <param name="Action">The name of the use case.</param>
/// <param name="SubjectKind">The kind of thing.</param>
/// <param name="SubjectId">The thing.</param>
public sealed record TrailItem(
    Guid Id,
    Instant At,
    StaffId? StaffId,
    string? StaffName,
    AgencyId? AgencyId,
    CommunityId? CommunityId,
    string Action,
    string SubjectKind,
    Guid? SubjectId
);

/// <summary>What the page of an audit trail shows.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="People">Whom one may choose.</param>
/// <param name="AgencyName">The agency whose people did it.</param>
/// <param name="AgencySlug">Its name in addresses.</param>
/// <param name="Filter">Which lines are asked for.</param>
/// <param name="Zone">In which time zone the times are.</param>
public sealed record TrailModel(
    Page<TrailItem> Lines,
    IReadOnlyList<(StaffId Id, string Name)> People,
    string AgencyName,
    string AgencySlug,
    TrailFilter Filter,
    DateTimeZone Zone
);
