using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Agencies;
using SharedCommunity.Communities.CoHosting;
using SharedCommunity.Communities.Communities;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Keys;
using SharedCommunity.Communities.ServicesOffered;
using SharedCommunity.Communities.Staff;

namespace SharedCommunity.Communities.Data;

/// <summary>The module's tables and the views that it shows to higher floors.</summary>
internal static class CommunitiesModel
{
    private const string Schema = "communities";

    public static void Map(ModelBuilder model)
    {
        model.Entity<Agency>(agency =>
        {
            agency.ToTable("agencies", Schema);
            agency.HasKey(a => a.Id);
            agency.HasIndex(a => a.Slug).IsUnique();
        });
        model.Entity<AgencyPrivate>(agency =>
        {
            agency.ToTable("agency_private", Schema);
            agency.HasKey(a => a.AgencyId);
            agency.HasOne<Agency>().WithOne().HasForeignKey<AgencyPrivate>(a => a.AgencyId);
        });
        model.Entity<AgencyServices>(services =>
        {
            services.ToTable("agency_services", Schema);
            services.HasKey(s => s.AgencyId);
            services.HasOne<Agency>().WithOne().HasForeignKey<AgencyServices>(s => s.AgencyId);
            services.Property(s => s.Hours).HasColumnType("jsonb");
            services.Ignore(s => s.HoursRead);
        });
        model.Entity<StaffMembership>(staff =>
        {
            staff.ToTable("staff", Schema);
            staff.HasKey(s => s.Id);
            staff.HasAlternateKey(s => new { s.AgencyId, s.Id });
            staff.HasOne<Agency>().WithMany().HasForeignKey(s => s.AgencyId);
        });
        model.Entity<StaffPrivate>(staff =>
        {
            staff.ToTable("staff_private", Schema);
            staff.HasKey(s => s.StaffId);
            staff
                .HasOne<StaffMembership>()
                .WithMany()
                .HasForeignKey(s => new { s.AgencyId, s.StaffId })
                .HasPrincipalKey(s => new { s.AgencyId, s.Id });
            // One person has one membership of an agency.
            staff.HasIndex(s => new { s.AccountId, s.AgencyId }).IsUnique();
        });
        model.Entity<StaffRole>(role =>
        {
            role.ToTable("staff_roles", Schema);
            role.HasKey(r => r.Id);
            role.HasOne<StaffMembership>()
                .WithMany()
                .HasForeignKey(r => new { r.AgencyId, r.StaffId })
                .HasPrincipalKey(s => new { s.AgencyId, s.Id });
            role.HasIndex(r => new
                {
                    r.StaffId,
                    r.Role,
                    r.CommunityId,
                })
                .IsUnique()
                .AreNullsDistinct(false);
        });
        model.Entity<Community>(community =>
        {
            community.ToTable("communities", Schema);
            community.HasKey(c => c.Id);
            community.HasIndex(c => c.Slug).IsUnique();
            community.Property(c => c.ServiceStandard).HasColumnType("jsonb");
        });
        model.Entity<CoHost>(coHost =>
        {
            coHost.ToTable("co_hosts", Schema);
            // The agency first: visible() asks for the communities of one agency.
            coHost.HasKey(c => new { c.AgencyId, c.CommunityId });
            coHost.HasIndex(c => c.CommunityId);
            coHost.Ignore(c => c.IsActive);
            coHost.OwnsOne(c => c.Invitation, invitation => invitation.HasIndex(i => i.TokenHash).IsUnique());
            coHost.HasOne<Agency>().WithMany().HasForeignKey(c => c.AgencyId);
            coHost.HasOne<Community>().WithMany().HasForeignKey(c => c.CommunityId);
        });
        model.Entity<ApiKey>(key =>
        {
            key.ToTable("api_keys", Schema);
            key.HasKey(k => k.Id);
            key.HasIndex(k => k.Hash).IsUnique();
            key.HasOne<StaffMembership>()
                .WithMany()
                .HasForeignKey(k => new { k.AgencyId, k.StaffId })
                .HasPrincipalKey(s => new { s.AgencyId, s.Id });
        });
        model.Entity<AgencyCard>(card => card.ToView("agency_cards", Schema).HasKey(c => c.Id));
        model.Entity<AgencyServiceCard>(card =>
        {
            card.ToView("agency_service_cards", Schema).HasKey(c => c.AgencyId);
            card.Property(c => c.Hours).HasColumnType("jsonb");
            card.Ignore(c => c.Zone);
        });
        model.Entity<StaffCard>(card => card.ToView("staff_cards", Schema).HasKey(c => c.Id));
        model.Entity<CommunityCard>(card =>
        {
            card.ToView("community_cards", Schema).HasKey(c => c.Id);
            card.Property(c => c.ServiceStandard).HasColumnType("jsonb");
        });
        model.Entity<CoHostCard>(card =>
            card.ToView("co_host_cards", Schema).HasKey(c => new { c.AgencyId, c.CommunityId })
        );
    }
}
