using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Messages;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Membership.Contracts;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Testing;

namespace SharedCommunity.Tests.Wall;

/// <summary>Somebody has written to our community privately: there is a member, a message and an inquiry.</summary>
internal sealed record SceneTalk(MemberId Member, MessageId Message, InquiryId Inquiry)
{
    public static async Task<SceneTalk> Put(RunningHost host, AgencyInField lead, CommunityInField ours)
    {
        var community = CommunityId.From(ours.Id);
        var (account, message) = (ChannelAccountId.New(), MessageId.New());
        var (connection, line) = await host.Work.Run(
            Scope.Agency(AgencyId.From(lead.Id)),
            async (unit, ct) =>
            {
                var setup = host.Services.GetRequiredService<IChannelSetup>();
                var token = $"{Random.Shared.Next(1, int.MaxValue)}:AA{Guid.CreateVersion7():N}";
                // Of the demo: nothing is ever asked of the platform for it.
                var made = await setup.ConnectTelegram(unit, token, "scene_bot", ConnectionMode.Webhook, true, ct);
                await unit.Db.SaveChangesAsync(ct);
                await setup.BindGroup(unit, community, made.Id, $"-{Random.Shared.Next(1, int.MaxValue)}", "Ours", ct);
                await unit.Db.SaveChangesAsync(ct);
                var line = await unit
                    .Db.Set<ChannelCard>()
                    .Where(channel => channel.CommunityId == community && channel.PrivateLine)
                    .Select(channel => channel.Id)
                    .SingleAsync(ct);
                return (made.Id, line);
            }
        );
        await host.Work.Run(
            Scope.Community(community),
            (unit, _) =>
            {
                unit.Db.Add(
                    new ChannelAccount
                    {
                        Id = account,
                        CommunityId = community,
                        ConnectionId = connection,
                        Account = $"{account}",
                        Name = "Salma",
                        FirstSeenAt = unit.Now,
                    }
                );
                unit.Db.Add(
                    new Message
                    {
                        Id = message,
                        CommunityId = community,
                        ChannelId = line,
                        ChannelAccountId = account,
                        ConversationId = account,
                        WriterName = "Salma",
                        Text = "Where is the clinic?",
                        SentAt = unit.Now,
                        Private = true,
                    }
                );
                unit.Announce(
                    new MessagePosted(
                        community,
                        message,
                        line,
                        account,
                        "Salma",
                        null,
                        "Where is the clinic?",
                        true,
                        false,
                        false,
                        unit.Now,
                        false
                    )
                );
                return Task.CompletedTask;
            }
        );
        return await host.Work.Run(
            Scope.Community(community),
            async (unit, ct) =>
                new SceneTalk(
                    await unit
                        .Db.Set<MemberAccountCard>()
                        .Where(card => card.ChannelAccountId == account)
                        .Select(card => card.MemberId)
                        .SingleAsync(ct),
                    message,
                    await unit
                        .Db.Set<Inquiry>()
                        .Where(inquiry => inquiry.ChannelAccountId == account)
                        .Select(inquiry => inquiry.Id)
                        .SingleAsync(ct)
                )
        );
    }
}
