using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Binding;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Deliveries;
using SharedCommunity.Channels.Journal;
using SharedCommunity.Channels.Messages;
using SharedCommunity.Channels.Notices;

namespace SharedCommunity.Channels.Data;

/// <summary>The module's tables and the views that it shows to higher floors.</summary>
internal static class ChannelsModel
{
    private const string Schema = "channels";

    public static void Map(ModelBuilder model)
    {
        MapConnections(model);
        MapJournal(model);
        MapMessages(model);
        MapDeliveries(model);
        model.Entity<ChannelCard>(card => card.ToView("channel_cards", Schema).HasKey(c => c.Id));
        model.Entity<MessageCard>(card => card.ToView("message_cards", Schema).HasKey(c => c.Id));
        model.Entity<DeliveryCard>(card => card.ToView("delivery_cards", Schema).HasKey(c => c.Id));
        model.Entity<PrivateLineCard>(card =>
            card.ToView("private_line_cards", Schema).HasKey(c => new { c.ChannelAccountId, c.ChannelId })
        );
    }

    private static void MapConnections(ModelBuilder model)
    {
        model.Entity<Connection>(connection =>
        {
            connection.ToTable("connections", Schema);
            connection.HasKey(c => c.Id);
            connection.HasIndex(c => c.AgencyId);
            // One bot has one webhook: it can be connected once.
            connection
                .HasIndex(c => new { c.Platform, c.BotId })
                .IsUnique()
                .HasFilter("bot_id is not null and state <> 'Closed'");
        });
        model.Entity<ConnectionSecret>(secret =>
        {
            secret.ToTable("connection_secrets", Schema);
            secret.HasKey(s => s.ConnectionId);
            secret.HasOne<Connection>().WithOne().HasForeignKey<ConnectionSecret>(s => s.ConnectionId);
        });
        model.Entity<ConnectionCheck>(check =>
        {
            check.ToTable("connection_checks", Schema);
            check.HasKey(c => c.ConnectionId);
            check.HasOne<Connection>().WithOne().HasForeignKey<ConnectionCheck>(c => c.ConnectionId);
            check.HasIndex(c => c.AskedAt).HasFilter("done_at is null");
        });
        model.Entity<NoticeText>(notice =>
        {
            notice.ToTable("notice_texts", Schema);
            notice.HasKey(n => new
            {
                n.CommunityId,
                n.Kind,
                n.Language,
            });
        });
        model.Entity<Channel>(channel =>
        {
            channel.ToTable("channels", Schema);
            channel.HasKey(c => c.Id);
            channel.HasAlternateKey(c => new { c.CommunityId, c.Id });
            channel.HasOne<Connection>().WithMany().HasForeignKey(c => c.ConnectionId);
            // A group is bound once; a community has one private line per connection and one desk.
            channel.HasIndex(c => new { c.ConnectionId, c.ChatId }).IsUnique().HasFilter("chat_id is not null");
            channel
                .HasIndex(c => new
                {
                    c.CommunityId,
                    c.ConnectionId,
                    c.Kind,
                })
                .IsUnique()
                .AreNullsDistinct(false)
                .HasFilter("chat_id is null");
        });
        model.Entity<ChannelAccount>(account =>
        {
            account.ToTable("channel_accounts", Schema);
            account.HasKey(a => a.Id);
            account.HasAlternateKey(a => new { a.CommunityId, a.Id });
            account
                .HasIndex(a => new
                {
                    a.ConnectionId,
                    a.Account,
                    a.CommunityId,
                })
                .IsUnique();
        });
        model.Entity<PrivateLineChoice>(choice =>
        {
            choice.ToTable("private_line_choices", Schema);
            choice.HasKey(c => new { c.ConnectionId, c.Account });
            choice.HasIndex(c => c.AskedAt).HasFilter("question = 'Due'");
        });
        model.Entity<UnplacedEvent>(unplaced =>
        {
            unplaced.ToTable("unplaced_events", Schema);
            unplaced.HasKey(u => u.JournalId);
            unplaced.Property(u => u.JournalId).ValueGeneratedNever();
            unplaced.HasIndex(u => new { u.ConnectionId, u.Account });
        });
        model.Entity<BindLink>(link =>
        {
            link.ToTable("bind_links", Schema);
            link.HasKey(l => l.Id);
            link.HasIndex(l => l.Hash).IsUnique();
            link.HasIndex(l => l.CommunityId);
        });
        model.Entity<BindRequest>(request =>
        {
            request.ToTable("bind_requests", Schema);
            request.HasKey(r => r.Id);
            request.HasIndex(r => new { r.CommunityId, r.AskedAt });
        });
    }

    private static void MapJournal(ModelBuilder model)
    {
        model.Entity<JournalEvent>(journalled =>
        {
            journalled.ToTable("journal", Schema);
            journalled.HasKey(j => j.Id);
            journalled.Property(j => j.Id).UseIdentityByDefaultColumn();
            journalled.HasIndex(j => new { j.ConnectionId, j.EventId }).IsUnique();
            // The time is only asked for by the sweep, in the order in which rows were written.
            journalled.HasIndex(j => j.ReceivedAt).HasMethod("brin");
        });
        model.Entity<WaitingEvent>(waiting =>
        {
            waiting.ToTable("waiting_events", Schema);
            waiting.HasKey(w => w.JournalId);
            waiting.Property(w => w.JournalId).ValueGeneratedNever();
            waiting.HasIndex(w => new
            {
                w.ConnectionId,
                w.Lane,
                w.Position,
            });
            // Failures are few: whether a lane is held back is asked of them alone.
            waiting
                .HasIndex(w => new { w.ConnectionId, w.Lane })
                .HasDatabaseName("ix_waiting_events_failed")
                .HasFilter("attempts > 0");
        });
        model.Entity<ParkedEvent>(parked =>
        {
            parked.ToTable("parked_events", Schema);
            parked.HasKey(p => p.JournalId);
            parked.Property(p => p.JournalId).ValueGeneratedNever();
            parked.HasIndex(p => p.Id).IsUnique();
            parked.HasIndex(p => p.AgencyId);
        });
    }

    private static void MapMessages(ModelBuilder model) =>
        model.Entity<Message>(message =>
        {
            message.ToTable("messages", Schema);
            message.HasKey(m => m.Id);
            message.HasAlternateKey(m => new { m.CommunityId, m.Id });
            message
                .HasOne<Channel>()
                .WithMany()
                .HasForeignKey(m => new { m.CommunityId, m.ChannelId })
                .HasPrincipalKey(c => new { c.CommunityId, c.Id });
            message
                .HasOne<ChannelAccount>()
                .WithMany()
                .HasForeignKey(m => new { m.CommunityId, m.ChannelAccountId })
                .HasPrincipalKey(a => new { a.CommunityId, a.Id });
            message
                .HasIndex(m => new
                {
                    m.ChannelId,
                    m.ConversationId,
                    m.PlatformMessageId,
                })
                .IsUnique()
                .AreNullsDistinct(false)
                .HasFilter("platform_message_id is not null");
            message.HasIndex(m => new { m.CommunityId, m.SentAt }).IsDescending(false, true);
            message.HasIndex(m => m.DeliveryId).HasFilter("delivery_id is not null");
            message.Property(m => m.Attachments).HasColumnType("jsonb");
            // A community's few channels are never looked up by a message: the index would only cost writing.
            foreach (
                var index in message
                    .Metadata.GetIndexes()
                    .Where(i => i.Properties.Select(p => p.Name).SequenceEqual(["CommunityId", "ChannelId"]))
                    .ToList()
            )
                message.Metadata.RemoveIndex(index);
        });

    private static void MapDeliveries(ModelBuilder model)
    {
        model.Entity<Delivery>(delivery =>
        {
            delivery.ToTable("deliveries", Schema);
            delivery.HasKey(d => d.Id);
            delivery.HasAlternateKey(d => new { d.CommunityId, d.Id });
            delivery
                .HasOne<Channel>()
                .WithMany()
                .HasForeignKey(d => new { d.CommunityId, d.ChannelId })
                .HasPrincipalKey(c => new { c.CommunityId, c.Id });
            delivery
                .HasOne<ChannelAccount>()
                .WithMany()
                .HasForeignKey(d => new { d.CommunityId, d.ToAccountId })
                .HasPrincipalKey(a => new { a.CommunityId, a.Id });
            delivery.HasIndex(d => d.DueAt).HasFilter("state = 'Waiting'");
            delivery.HasIndex(d => d.ChannelId).HasFilter("state = 'Attempted'");
            delivery.Property(d => d.Choices).HasColumnType("jsonb");
            // A typed answer is looked for among the few deliveries that offer one.
            delivery.HasIndex(d => new { d.ToAccountId, d.SentAt }).HasFilter("choices is not null");
        });
        model.Entity<DeliveryAttempt>(attempt =>
        {
            attempt.ToTable("delivery_attempts", Schema);
            attempt.HasKey(a => new { a.DeliveryId, a.Number });
            attempt.HasOne<Delivery>().WithMany().HasForeignKey(a => a.DeliveryId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
