using Microsoft.EntityFrameworkCore;
using SharedCommunity.Referrals.Asking;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Consents;
using SharedCommunity.Referrals.FollowingUp;
using SharedCommunity.Referrals.Loop;
using SharedCommunity.Referrals.Telling;

namespace SharedCommunity.Referrals.Data;

/// <summary>The module's tables.</summary>
internal static class ReferralsModel
{
    private const string Schema = "referrals";

    public static void Map(ModelBuilder model)
    {
        model.Entity<Referral>(referral =>
        {
            referral.ToTable("referrals", Schema);
            referral.HasKey(r => r.Id);
            referral
                .HasIndex(r => new
                {
                    r.AgencyId,
                    r.LoopId,
                    r.Side,
                })
                .IsUnique();
            referral.HasIndex(r => new
            {
                r.AgencyId,
                r.CreatedAt,
                r.Id,
            });
            referral.HasIndex(r => r.ClockAt).HasFilter("clock_at is not null");
            referral.HasIndex(r => r.InquiryId);
            referral.HasIndex(r => r.ConsentId);
            referral.HasIndex(r => r.MemberId).HasFilter("member_id is not null");
            // The board and the day: what is due first in each state, what was closed last, what is one's own.
            referral.HasIndex(r => new
            {
                r.AgencyId,
                r.Side,
                r.State,
                r.DueAt,
                r.Id,
            });
            referral
                .HasIndex(r => new
                {
                    r.AgencyId,
                    r.Side,
                    r.StateAt,
                })
                .HasFilter("due_at is null");
            referral
                .HasIndex(r => new { r.WorkerId, r.DueAt })
                .HasFilter("worker_id is not null and due_at is not null");
            referral.HasIndex(r => new
            {
                r.AgencyId,
                r.OtherSlug,
                r.State,
                r.StateAt,
            });
            referral.Property(r => r.Shared).HasColumnType("jsonb");
            referral.Property(r => r.Ground).HasColumnType("jsonb");
            referral.Ignore(r => r.Internal);
        });
        model.Entity<ReferralEvent>(happened =>
        {
            happened.ToTable("referral_events", Schema);
            happened.HasKey(e => e.Id);
            happened.HasIndex(e => new { e.ReferralId, e.At });
            happened.HasOne<Referral>().WithMany().HasForeignKey(e => e.ReferralId);
        });
        model.Entity<FollowUp>(followUp =>
        {
            followUp.ToTable("follow_ups", Schema);
            followUp.HasKey(f => f.Id);
            followUp.HasIndex(f => f.ReferralId);
            followUp.HasIndex(f => f.DueAt).HasFilter("asked_at is null and answer is null");
            // Those that staff ask themselves.
            followUp
                .HasIndex(f => new { f.AgencyId, f.AskedAt })
                .HasFilter("asked_at is not null and delivery_id is null and answer is null");
            followUp.HasOne<Referral>().WithMany().HasForeignKey(f => f.ReferralId);
        });
        model.Entity<MemberTelling>(told =>
        {
            told.ToTable("tellings", Schema);
            told.HasKey(t => t.Id);
            told.HasIndex(t => new { t.ReferralId, t.At });
            told.HasIndex(t => t.DeliveryId).IsUnique().HasFilter("delivery_id is not null");
        });
        model.Entity<MemberChoice>(choice =>
        {
            choice.ToTable("member_choices", Schema);
            choice.HasKey(c => c.Id);
            choice.HasIndex(c => c.NextAt);
        });
        model.Entity<Consent>(consent =>
        {
            consent.ToTable("consents", Schema);
            consent.HasKey(c => c.Id);
            consent.HasIndex(c => new { c.AgencyId, c.MemberId });
            consent.HasIndex(c => new
            {
                c.AgencyId,
                c.GivenAt,
                c.Id,
            });
            consent.HasIndex(c => c.Until).HasFilter("withdrawn_at is null and expired_at is null");
            consent.Property(c => c.Scope).HasColumnType("text[]");
            consent.Property(c => c.SecondNames).HasColumnType("text[]").HasDefaultValueSql("'{}'");
            consent.Ignore(c => c.Told);
        });
        model.Entity<ConsentAsk>(ask =>
        {
            ask.ToTable("consent_asks", Schema);
            ask.HasKey(a => a.Id);
            ask.HasIndex(a => a.TokenHash).IsUnique();
            ask.HasIndex(a => new { a.InquiryId, a.AskedAt });
            ask.Property(a => a.Scope).HasColumnType("text[]");
        });
        model.Entity<OutboxMessage>(message =>
        {
            message.ToTable("outbox", Schema);
            message.HasKey(m => m.Id);
            // What is due is found by an index of the module's SQL: it holds an expression.
            message.HasIndex(m => m.AgencyId).HasFilter("done_at is null");
            message.HasIndex(m => new { m.LoopId, m.FromSlug });
            message.HasIndex(m => m.DoneAt).HasFilter("done_at is not null");
            message.Property(m => m.Body).HasColumnType("jsonb");
        });
        model.Entity<HeldMessage>(held =>
        {
            held.ToTable("held_messages", Schema);
            held.HasKey(h => new
            {
                h.AgencyId,
                h.LoopId,
                h.FromSlug,
                h.Sequence,
            });
            held.Property(h => h.Message).HasColumnType("jsonb");
        });
        model.Entity<InboxMessage>(message =>
        {
            message.ToTable("inbox", Schema);
            message.HasKey(m => new
            {
                m.AgencyId,
                m.LoopId,
                m.FromSlug,
                m.Sequence,
            });
            message
                .HasIndex(m => new
                {
                    m.AgencyId,
                    m.FromSlug,
                    m.Id,
                })
                .IsUnique();
        });
        model.Entity<DeadLetter>(letter =>
        {
            letter.ToTable("dead_letters", Schema);
            letter.HasKey(l => l.Id);
            letter.HasIndex(l => new
            {
                l.AgencyId,
                l.At,
                l.Id,
            });
            // What comes again is the same row.
            letter
                .HasIndex(l => new { l.AgencyId, l.Digest })
                .IsUnique()
                .HasFilter("replayed_at is null and discarded_at is null");
            letter.HasIndex(l => l.LastAt);
            letter.Property(l => l.Message).HasColumnType("jsonb");
            letter.Property(l => l.Envelope).HasColumnType("jsonb");
            letter.Ignore(l => l.Text);
        });
        model.Entity<AgencyVoice>(voice =>
        {
            voice.ToTable("agency_voices", Schema);
            voice.HasKey(v => v.AgencyId);
            voice.HasIndex(v => v.UserName).IsUnique().HasFilter("granted");
        });
    }
}
