using NodaTime;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Membership.Contracts;

/// <summary>A participant of a community.</summary>
public sealed class MemberCard : IInCommunity
{
    /// <summary>The member.</summary>
    public MemberId Id { get; init; }

    /// <summary>The community.</summary>
    public CommunityId CommunityId { get; init; }

    /// <summary>The name that is shown.</summary>
    public string Name { get; init; } = "";

    /// <summary>The language that we know the member by, BCP 47; null until known.</summary>
    public string? Language { get; init; }

    /// <summary>Since when.</summary>
    public Instant JoinedAt { get; init; }

    /// <summary>When the member left; null while here.</summary>
    public Instant? LeftAt { get; init; }
}

/// <summary>Which member stands behind an account.</summary>
public sealed class MemberAccountCard : IInCommunity
{
    /// <summary>The account.</summary>
    public ChannelAccountId ChannelAccountId { get; init; }

    /// <summary>The community.</summary>
    public CommunityId CommunityId { get; init; }

    /// <summary>The member.</summary>
    public MemberId MemberId { get; init; }
}

/// <summary>What higher floors may have done to members, in their own unit of work.</summary>
public interface IMembers
{
    /// <summary>Remembers the language that members turned out to write.</summary>
    Task LearnLanguages(
        UnitOfWork work,
        IReadOnlyList<(MemberId Member, string Language)> learned,
        CancellationToken ct
    );

    /// <summary>Enters a member who came by phone or in person and has no account on a channel.</summary>
    MemberId EnterByHand(UnitOfWork work, CommunityId community, string name, string? language);
}
