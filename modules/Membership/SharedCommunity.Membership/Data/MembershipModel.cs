using Microsoft.EntityFrameworkCore;
using SharedCommunity.Membership.Contracts;
using SharedCommunity.Membership.Members;

namespace SharedCommunity.Membership.Data;

/// <summary>The module's tables and the views that it shows to higher floors.</summary>
internal static class MembershipModel
{
    private const string Schema = "membership";

    public static void Map(ModelBuilder model)
    {
        model.Entity<Member>(member =>
        {
            member.ToTable("members", Schema);
            member.HasKey(m => m.Id);
            member.HasAlternateKey(m => new { m.CommunityId, m.Id });
            member
                .HasIndex(m => new
                {
                    m.CommunityId,
                    m.JoinedAt,
                    m.Id,
                })
                .IsDescending(false, true, true);
        });
        model.Entity<MemberAccount>(account =>
        {
            account.ToTable("member_accounts", Schema);
            account.HasKey(a => new { a.CommunityId, a.ChannelAccountId });
            account.HasIndex(a => new { a.CommunityId, a.MemberId });
            account
                .HasOne<Member>()
                .WithMany()
                .HasForeignKey(a => new { a.CommunityId, a.MemberId })
                .HasPrincipalKey(m => new { m.CommunityId, m.Id });
        });
        model.Entity<MemberCard>(card => card.ToView("member_cards", Schema).HasKey(c => c.Id));
        model.Entity<MemberAccountCard>(card =>
            card.ToView("member_account_cards", Schema).HasKey(c => new { c.CommunityId, c.ChannelAccountId })
        );
    }
}
