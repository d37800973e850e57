using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Referrals.Telling;

/// <summary>
/// What a member tapped under a message of ours, or asked with a command, on its way from the community, where nobody
/// may know of referrals, to the agency that referred. Reached by functions only.
/// </summary>
internal sealed class MemberChoice
{
    /// <summary>Wakes the worker once this has committed.</summary>
    public const string Wake = "member_choices";

    public const string FollowUp = "followUp";
    public const string Withdraw = "withdraw";
    public const string WithdrawYes = "withdrawYes";
    public const string Keep = "keep";
    public const string Where = "where";
    public const string ConsentYes = "consentYes";
    public const string ConsentNo = "consentNo";

    public Guid Id { get; init; }
    public AgencyId AgencyId { get; init; }
    public CommunityId CommunityId { get; init; }
    public MemberId MemberId { get; init; }

    /// <summary>The message under which it was tapped; null for a command.</summary>
    public DeliveryId? DeliveryId { get; init; }

    /// <summary>What was chosen: a word of the list above, and what it is about.</summary>
    [NotAboutMember("words and ids of ours")]
    public string Value { get; init; } = "";
    public Instant At { get; init; }
    public int Attempts { get; init; }
    public Instant NextAt { get; init; }

    /// <summary>The value of a button whose words stood in that language.</summary>
    public static string ValueOf(string what, Guid about, string language) => $"{what}:{about}:{language}";

    /// <summary>The value of a button.</summary>
    public static string ValueOf(string what, Guid about, FollowUpAnswer? answer = null) =>
        answer is { } said ? $"{what}:{about}:{said}" : $"{what}:{about}";
}
