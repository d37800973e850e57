using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Referrals.Consents;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Referrals.Asking;

/// <summary>
/// A member is asked whether something may be shared with one agency. What is asked never changes: another receiver, or
/// more to share, is another question. Owned by the agency that asks.
/// </summary>
internal sealed class ConsentAsk
{
    /// <summary>How long it can be answered.</summary>
    public static readonly Duration Lifetime = Duration.FromDays(7);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public AgencyId AgencyId { get; init; }
    public CommunityId CommunityId { get; init; }
    public MemberId MemberId { get; init; }
    public InquiryId InquiryId { get; init; }

    /// <summary>The agency that would receive it.</summary>
    [NotAboutMember("an agency")]
    public string ToSlug { get; init; } = "";

    [NotAboutMember("an agency")]
    public string ToName { get; init; } = "";

    [AboutMember]
    public string Service { get; init; } = "";

    [NotAboutMember("names of kinds")]
    public IReadOnlyList<string> Scope { get; init; } = [];
    public Instant? Until { get; init; }

    /// <summary>What a link is known by; the link itself is kept nowhere.</summary>
    [NotAboutMember("a hash")]
    public byte[] TokenHash { get; init; } = [];
    public bool InChat { get; init; }
    public Instant AskedAt { get; init; }
    public StaffId AskedBy { get; init; }
    public Instant ExpiresAt { get; init; }

    /// <summary>When something else was asked instead.</summary>
    public Instant? ReplacedAt { get; private set; }
    public Instant? AnsweredAt { get; private set; }

    /// <summary>The answer.</summary>
    public bool? Given { get; private set; }

    /// <summary>The language in which it was read and answered.</summary>
    [NotAboutMember("the code of a language")]
    public string? Language { get; private set; }

    /// <summary>The consent that came of it.</summary>
    public Guid? ConsentId { get; private set; }

    /// <summary>A new link's secret.</summary>
    public static string NewToken() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    /// <summary>What a secret is known by.</summary>
    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>Where it stands.</summary>
    public ConsentAskState StateAt(Instant now) =>
        Given is { } given ? (given ? ConsentAskState.Given : ConsentAskState.Refused)
        : ReplacedAt is not null ? ConsentAskState.Replaced
        : ExpiresAt <= now ? ConsentAskState.Lapsed
        : ConsentAskState.Asked;

    /// <summary>Something else is asked instead.</summary>
    public void Replace(Instant now) => ReplacedAt ??= now;

    /// <summary>The member answers: once. A yes is the consent that is written down; null where there is none.</summary>
    public Consent? Answer(bool yes, string words, string language, Instant now)
    {
        (AnsweredAt, Given, Language) = (now, yes, language);
        if (!yes)
            return null;
        var consent = new Consent
        {
            AgencyId = AgencyId,
            CommunityId = CommunityId,
            MemberId = MemberId,
            Ground = ConsentGround.Given,
            How = ConsentHow.Form,
            Scope = Scope,
            Words = words,
            Language = language,
            ToSlug = ToSlug,
            ToName = ToName,
            RecordedBy = AskedBy,
            GivenAt = now,
            Until = Until,
        };
        ConsentId = consent.Id;
        return consent;
    }

    /// <summary>As the agency that asked sees it.</summary>
    public ConsentAskItem Item(Instant now) =>
        new()
        {
            Id = Id,
            State = StateAt(now),
            Agency = new(ToSlug, ToName),
            Service = Service,
            Scope = [.. Scope.Select(Enum.Parse<SharedKind>)],
            Until = Until,
            InChat = InChat,
            AskedAt = AskedAt,
            ExpiresAt = ExpiresAt,
            AnsweredAt = AnsweredAt,
            ConsentId = ConsentId,
        };
}
