using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Membership.Contracts;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Referrals.Telling;

/// <summary>
/// Hears what members tap under messages about their referrals, and the command that asks where they stand. The
/// community does not see referrals: it only hands on who tapped what, and under which message.
/// </summary>
internal sealed class HearMembers(IDeliveries deliveries) : IHandle<ChoiceMade>, IHandle<MessagePosted>
{
    /// <inheritdoc />
    public async Task Handle(IReadOnlyList<ChoiceMade> announced, UnitOfWork work, CancellationToken cancellationToken)
    {
        var members = await MembersOf(announced.Select(made => made.Account), work, cancellationToken);
        foreach (var made in announced)
            // Only what was tapped under one of our messages, by the member whom it was for.
            if (members.TryGetValue(made.Account, out var member))
                await Add(
                    "referrals.member_choice_add",
                    [Guid.CreateVersion7(), made.Delivery.Value, member.Value, made.Value, made.At, work.Now],
                    work,
                    cancellationToken
                );
    }

    /// <inheritdoc />
    public async Task Handle(
        IReadOnlyList<MessagePosted> announced,
        UnitOfWork work,
        CancellationToken cancellationToken
    )
    {
        var asked = announced
            .Where(posted =>
                !posted.ByStaff && BotCommand.Is(posted.Text, MemberCommands.Referrals, posted.BotName, out _)
            )
            .ToList();
        if (asked.Count == 0)
            return;
        var members = await MembersOf(asked.Select(posted => posted.Account), work, cancellationToken);
        foreach (var posted in asked)
        {
            if (!members.TryGetValue(posted.Account, out var member))
                continue;
            var agencies = await Add(
                "referrals.member_asked",
                [member.Value, MemberChoice.Where, posted.SentAt, work.Now],
                work,
                cancellationToken
            );
            if (agencies == 0)
                await SayNone(posted, member, work, cancellationToken);
        }
    }

    // No agency has a referral of theirs: there is nobody to answer but the community.
    private async Task SayNone(MessagePosted posted, MemberId member, UnitOfWork work, CancellationToken ct)
    {
        if (await MemberVoice.LineTo(posted.CommunityId, member, work, ct) is not { } line)
            return;
        var words = await MemberVoice.Words(posted.CommunityId, member, posted.LanguageHint, work, ct);
        deliveries.Enqueue(
            work,
            // Who sees that somebody has none would see by its absence who has one.
            new NewDelivery(
                posted.CommunityId,
                line.Channel,
                words.Say("Where_None"),
                line.Account,
                StaysWithAgency: true
            )
        );
    }

    private static async Task<int> Add(string function, object[] arguments, UnitOfWork work, CancellationToken ct)
    {
        var added = await work.Call(function, arguments, row => row.GetInt32(0), ct);
        if (added[0] > 0)
            work.Wake(MemberChoice.Wake);
        return added[0];
    }

    private static Task<Dictionary<ChannelAccountId, MemberId>> MembersOf(
        IEnumerable<ChannelAccountId> accounts,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var all = accounts.Distinct().ToList();
        return work
            .Db.Set<MemberAccountCard>()
            .Where(its => all.Contains(its.ChannelAccountId))
            .ToDictionaryAsync(its => its.ChannelAccountId, its => its.MemberId, ct);
    }
}
