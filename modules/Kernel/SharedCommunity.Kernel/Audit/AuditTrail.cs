using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Kernel.Audit;

/// <summary>One line of the audit log: ids only.</summary>
public sealed record AuditLine
{
    /// <summary>The line.</summary>
    public Guid Id { get; init; }

    /// <summary>When.</summary>
    public Instant At { get; init; }

    /// <summary>For which agency.</summary>
    public AgencyId? AgencyId { get; init; }

    /// <summary>Who.</summary>
    public StaffId? StaffId { get; init; }

    /// <summary>In which community; null for the agency's own doings.</summary>
    public CommunityId? CommunityId { get; init; }

    /// <summary>The name of the use case.</summary>
    public string Action { get; init; } = "";

    /// <summary>The kind of thing that it was done to; empty where it names none.</summary>
    public string SubjectKind { get; init; } = "";

    /// <summary>The thing.</summary>
    public Guid? SubjectId { get; init; }
}

/// <summary>Reads the audit log, behind the wall of the scope: an agency sees its own people's doings.</summary>
public static class AuditTrail
{
    /// <summary>The lines that the scope may see.</summary>
    public static IQueryable<AuditLine> Audit(this UnitOfWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return work
            .Db.Set<AuditEntry>()
            .AsNoTracking()
            .Select(entry => new AuditLine
            {
                Id = entry.Id,
                At = entry.At,
                AgencyId = entry.AgencyId,
                StaffId = entry.StaffId,
                CommunityId = entry.CommunityId,
                Action = entry.Action,
                SubjectKind = entry.SubjectKind,
                SubjectId = entry.SubjectId,
            });
    }
}
