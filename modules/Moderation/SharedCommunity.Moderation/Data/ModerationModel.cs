using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Moderation.Work;

namespace SharedCommunity.Moderation.Data;

/// <summary>The module's tables.</summary>
internal static class ModerationModel
{
    private const string Schema = "moderation";

    public static void Map(ModelBuilder model)
    {
        model.Entity<Inquiry>(inquiry =>
        {
            inquiry.ToTable("inquiries", Schema);
            inquiry.HasKey(i => i.Id);
            inquiry.HasAlternateKey(i => new { i.CommunityId, i.Id });
            // A member's inquiries are looked up with every message. The member tells the community: an index that began
            // with the community would be taken for the foreign keys' look-ups too, and read the whole community each time.
            inquiry.HasIndex(i => new { i.MemberId, i.AskedAt });
            inquiry.Property(i => i.Topics).HasColumnType("text[]");
        });
        model.Entity<InquiryMessage>(message =>
        {
            message.ToTable("inquiry_messages", Schema);
            // A message belongs to one inquiry at the most.
            message.HasKey(m => new { m.CommunityId, m.MessageId });
            OfInquiry(message, nameof(InquiryMessage.InquiryId));
        });
        model.Entity<InquiryEvent>(happened =>
        {
            happened.ToTable("inquiry_events", Schema);
            happened.HasKey(e => e.Id);
            OfInquiry(happened, nameof(InquiryEvent.InquiryId));
        });
        model.Entity<Answer>(answer =>
        {
            answer.ToTable("answers", Schema);
            answer.HasKey(a => a.Id);
            answer.HasIndex(a => a.DeliveryId);
            OfInquiry(answer, nameof(Answer.InquiryId));
        });
        model.Entity<InquiryNote>(note =>
        {
            note.ToTable("inquiry_notes", Schema);
            note.HasKey(n => n.Id);
            OfInquiry(note, nameof(InquiryNote.InquiryId));
        });
        model.Entity<Visit>(visit =>
        {
            visit.ToTable("visits", Schema);
            visit.HasKey(v => new { v.StaffId, v.CommunityId });
        });
        model.Entity<TourLeft>(tour =>
        {
            tour.ToTable("tours_left", Schema);
            tour.HasKey(t => t.StaffId);
        });
    }

    private static void OfInquiry<T>(EntityTypeBuilder<T> entity, string inquiryId)
        where T : class
    {
        entity.HasIndex("CommunityId", inquiryId);
        entity
            .HasOne<Inquiry>()
            .WithMany()
            .HasForeignKey("CommunityId", inquiryId)
            .HasPrincipalKey(i => new { i.CommunityId, i.Id })
            .OnDelete(DeleteBehavior.Restrict);
    }
}
