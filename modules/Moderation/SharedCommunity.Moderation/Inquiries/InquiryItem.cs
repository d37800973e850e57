using NodaTime;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Moderation.Contracts;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>A member, by id and shown name.</summary>
internal sealed record MemberName(MemberId Id, string Name);

/// <summary>Who is on an inquiry: shown name, agency's slug, and until when the lease holds.</summary>
internal sealed record InquiryClaim(string Staff, StaffId StaffId, string Agency, string AgencyName, Instant Until);

/// <summary>An inquiry in the API, in the shape that the outside relies on.</summary>
internal record InquiryItem
{
    public required InquiryId Id { get; init; }
    public required CommunityId CommunityId { get; init; }
    public ChannelId? ChannelId { get; init; }
    public required string Text { get; init; }
    public string? Language { get; init; }
    public required IReadOnlyList<string> Topics { get; init; }
    public required InquirySource Source { get; init; }
    public required bool Private { get; init; }
    public required MemberName Member { get; init; }
    public required Instant AskedAt { get; init; }
    public Instant? RespondBy { get; init; }
    public Instant? AnsweredAt { get; init; }
    public required int Answers { get; init; }
    public required int Referrals { get; init; }
    public required InquiryStanding State { get; init; }
    public InquiryClaim? Claim { get; init; }
    public string? AssignedTo { get; init; }
    public required int Version { get; init; }
}
