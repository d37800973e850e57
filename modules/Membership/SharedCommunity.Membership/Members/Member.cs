using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Membership.Members;

/// <summary>A participant of a community.</summary>
internal sealed class Member : IInCommunity
{
    private Member() { }

    /// <summary>A member whom staff enter: somebody who phoned or came by.</summary>
    public Member(CommunityId community, string name, string? language, Instant now) =>
        (Id, CommunityId, Name, Language, JoinedAt, EnteredByHand) = (
            MemberId.New(),
            community,
            name,
            language,
            now,
            true
        );

    public MemberId Id { get; private set; }
    public CommunityId CommunityId { get; private set; }

    [AboutMember]
    public string Name { get; private set; } = "";

    [AboutMember]
    public string? Language { get; private set; }

    public Instant JoinedAt { get; private set; }

    public Instant? LeftAt { get; private set; }

    /// <summary>Entered by staff: there is no account through which the member could be reached.</summary>
    public bool EnteredByHand { get; private set; }
}

/// <summary>That an account on a platform is a member of a community. One account is one member there.</summary>
internal sealed class MemberAccount : IInCommunity
{
    private MemberAccount() { }

    public CommunityId CommunityId { get; private set; }
    public ChannelAccountId ChannelAccountId { get; private set; }
    public MemberId MemberId { get; private set; }
}
