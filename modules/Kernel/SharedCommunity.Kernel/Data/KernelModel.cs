using Microsoft.EntityFrameworkCore;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Audit;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Kernel.Data;

/// <summary>The Kernel's own tables. Its transport tables (leases, mails) are made by its SQL: nothing maps them.</summary>
internal static class KernelModel
{
    private const string Schema = "kernel";

    public static void Map(ModelBuilder model)
    {
        model.Entity<AuditEntry>(entry =>
        {
            entry.ToTable("audit_entries", Schema);
            entry.HasKey(e => e.Id);
            entry.HasIndex(e => new { e.AgencyId, e.At }).IsDescending(false, true);
            entry.HasIndex(e => new { e.CommunityId, e.At }).IsDescending(false, true);
        });
        model.Entity<KeptOutcome>(kept =>
        {
            kept.ToTable("kept_outcomes", Schema);
            kept.HasKey(k => new
            {
                k.AccountId,
                k.UseCase,
                k.Key,
            });
            kept.Property(k => k.Result).HasColumnType("jsonb");
            kept.HasIndex(k => k.At);
        });
        model.Entity<ParkedAnnouncement>(parked =>
        {
            parked.ToTable("parked_announcements", Schema);
            parked.HasKey(p => p.Id);
            parked.Property(p => p.Payload).HasColumnType("jsonb");
            parked.HasIndex(p => new { p.CommunityId, p.ParkedAt });
        });
    }
}
