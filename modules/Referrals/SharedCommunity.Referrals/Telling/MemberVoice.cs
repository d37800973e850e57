using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Membership.Contracts;
using SharedCommunity.Referrals.Asking;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Telling;

/// <summary>Answers to tap under a message.</summary>
/// <param name="All">Them.</param>
/// <param name="Several">Whether each may be tapped once; else the first tap counts alone.</param>
internal sealed record Buttons(IReadOnlyList<DeliveryChoice> All, bool Several = true);

/// <summary>A private line to a member.</summary>
internal sealed record Line(ChannelId Channel, ChannelAccountId Account);

/// <summary>
/// Writes to members about their referrals: on their private line, never in a group, in the custody of the agency that
/// referred, so that no other agency reads it.
/// </summary>
internal sealed class MemberVoice(IDeliveries deliveries)
{
    /// <summary>The words for the member of a referral.</summary>
    public static Task<MemberWords> Words(Referral referral, UnitOfWork work, CancellationToken ct) =>
        Words(referral.CommunityId!.Value, referral.MemberId!.Value, referral.Language, work, ct);

    /// <summary>The words for a member: in the language that they write, or else in the community's first that we have.</summary>
    public static async Task<MemberWords> Words(
        CommunityId community,
        MemberId member,
        string? language,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var card = await work.Community(community, ct);
        var known = await work
            .Db.Set<MemberCard>()
            .Where(m => m.CommunityId == community && m.Id == member)
            .Select(m => m.Language)
            .FirstOrDefaultAsync(ct);
        return MemberWords.In([known, language, .. card?.Languages ?? []], card?.TimeZone);
    }

    /// <summary>Tells it, or keeps the words for staff where the member cannot be written to.</summary>
    /// <param name="referral">The referral.</param>
    /// <param name="what">What made us tell it.</param>
    /// <param name="text">The words.</param>
    /// <param name="buttons">Answers to tap.</param>
    /// <param name="work">The unit of work.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="isReply">Whether the member has just said something and is there.</param>
    public async Task<MemberTelling> Tell(
        Referral referral,
        string what,
        string text,
        Buttons? buttons,
        UnitOfWork work,
        CancellationToken ct,
        bool isReply = false
    )
    {
        var (community, member) = (referral.CommunityId!.Value, referral.MemberId!.Value);
        var line = MayWrite(referral) ? await LineTo(community, member, work, ct) : null;
        var held = isReply ? null : await Held(community, work, ct);
        return Tell(community, member, referral.Id, what, text, buttons, line, held, work);
    }

    /// <summary>The same where what it needs of the database has been read for many.</summary>
    public MemberTelling Tell(
        Referral referral,
        string what,
        string text,
        Buttons? buttons,
        Addressed addressed,
        UnitOfWork work,
        bool isReply
    ) =>
        Tell(
            referral.CommunityId!.Value,
            referral.MemberId!.Value,
            referral.Id,
            what,
            text,
            buttons,
            MayWrite(referral) ? addressed.LineTo(referral) : null,
            isReply ? null : addressed.HeldUntil(referral, work.Now),
            work
        );

    /// <summary>Asks for a consent. What is kept of it for staff leaves the link out.</summary>
    public async Task Ask(
        ConsentAsk ask,
        Line line,
        string text,
        string link,
        Buttons buttons,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var held = await Held(ask.CommunityId, work, ct);
        _ = Tell(ask.CommunityId, ask.MemberId, null, "consent", text, buttons, line, held, work, link);
    }

    /// <summary>Answers a member who asked about several; at once, for they are there.</summary>
    public async Task Answer(
        CommunityId community,
        MemberId member,
        string text,
        Buttons? buttons,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (await LineTo(community, member, work, ct) is { } line)
            _ = Tell(community, member, null, MemberChoice.Where, text, buttons, line, null, work);
    }

    /// <summary>Tells it for an agency that keeps no record of it any more, in its custody all the same.</summary>
    public async Task TellOnly(
        CommunityId community,
        MemberId member,
        AgencyId agency,
        string text,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (await LineTo(community, member, work, ct) is not { } line)
            return;
        var held = await Held(community, work, ct);
        _ = deliveries.Enqueue(
            work,
            new NewDelivery(
                community,
                line.Channel,
                text,
                line.Account,
                CustodyAgency: agency,
                NotBefore: held,
                StaysWithAgency: true
            )
        );
    }

    /// <summary>
    /// Whether the bot may write of it by itself. Where somebody's safety is at risk another person may hold the phone:
    /// staff choose how and when they tell it.
    /// </summary>
    public static bool MayWrite(Referral referral) =>
        referral.Ground is not { } ground
        || JsonSerializer.Deserialize<ConsentTold>(ground, KernelJson.Options)?.Ground != ConsentGround.Emergency;

    /// <summary>The private line on which a member wrote; of several the newest.</summary>
    public static Task<Line?> LineTo(CommunityId community, MemberId member, UnitOfWork work, CancellationToken ct) =>
        (
            from its in work.Db.Set<MemberAccountCard>()
            join line in work.Db.Set<PrivateLineCard>()
                on new { its.CommunityId, its.ChannelAccountId } equals new { line.CommunityId, line.ChannelAccountId }
            where its.CommunityId == community && its.MemberId == member && line.Reachable
            orderby line.WrittenAt descending
            select new Line(line.ChannelId, line.ChannelAccountId)
        ).FirstOrDefaultAsync(ct);

    private MemberTelling Tell(
        CommunityId community,
        MemberId member,
        ReferralId? referral,
        string what,
        string text,
        Buttons? buttons,
        Line? line,
        Instant? notBefore,
        UnitOfWork work,
        string? link = null
    )
    {
        DeliveryId? delivery = line is null
            ? null
            : deliveries.Enqueue(
                work,
                new NewDelivery(
                    community,
                    line.Channel,
                    link is null ? text : $"{text}\n\n{link}",
                    line.Account,
                    CustodyAgency: work.Agency,
                    NotBefore: notBefore,
                    Choices: buttons?.All,
                    SeveralChoices: buttons?.Several ?? false,
                    StaysWithAgency: true
                )
            );
        var told = new MemberTelling
        {
            AgencyId = work.Agency,
            CommunityId = community,
            MemberId = member,
            ReferralId = referral,
            What = what,
            Text = text,
            DeliveryId = delivery,
            At = work.Now,
        };
        work.Db.Add(told);
        return told;
    }

    // Where nobody answers outside service hours, this waits for the opening too.
    private static async Task<Instant?> Held(CommunityId community, UnitOfWork work, CancellationToken ct) =>
        (await work.Community(community, ct))?.Clock().HeldUntil(work.Now);
}
