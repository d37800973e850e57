using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Moderation.Contracts;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>That a message belongs to an inquiry.</summary>
internal sealed class InquiryMessage
{
    public CommunityId CommunityId { get; init; }
    public MessageId MessageId { get; init; }
    public InquiryId InquiryId { get; init; }
    public AgencyId? CustodyAgencyId { get; init; }

    /// <summary>Whether its words are part of the inquiry's text (it came before the claim).</summary>
    public bool InText { get; init; }
    public Instant SentAt { get; init; }
}

/// <summary>One line of an inquiry's history.</summary>
internal sealed class InquiryEvent
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public CommunityId CommunityId { get; init; }
    public InquiryId InquiryId { get; init; }
    public AgencyId? CustodyAgencyId { get; init; }
    public InquiryEventKind Kind { get; init; }
    public Instant At { get; init; }
    public StaffId? StaffId { get; init; }

    [NotAboutMember("a staff member's shown name, as it was")]
    public string? StaffName { get; init; }
    public AgencyId? AgencyId { get; init; }

    [NotAboutMember("an agency's name, as it was")]
    public string? AgencyName { get; init; }

    [AboutMember]
    public string? Note { get; init; }
}

/// <summary>What a moderator sent or told in reply.</summary>
internal sealed class Answer
{
    public AnswerId Id { get; init; } = AnswerId.New();
    public CommunityId CommunityId { get; init; }
    public InquiryId InquiryId { get; init; }
    public AgencyId? CustodyAgencyId { get; init; }
    public AnswerKind Kind { get; init; }

    [AboutMember]
    public string Text { get; init; } = "";
    public bool Private { get; init; }
    public StaffId StaffId { get; init; }

    [NotAboutMember("a staff member's shown name, as it was")]
    public string StaffName { get; init; } = "";
    public AgencyId AgencyId { get; init; }

    [NotAboutMember("an agency's name, as it was")]
    public string AgencyName { get; init; } = "";

    /// <summary>A service that the answer names: a light referral, counted, without personal data.</summary>
    [NotAboutMember("the name of a service")]
    public string? Service { get; init; }

    /// <summary>Null when it was told by phone or in person.</summary>
    public DeliveryId? DeliveryId { get; init; }
    public Instant At { get; init; }
    public Instant? RecalledAt { get; set; }

    /// <summary>Whether the member was asked under it whether it helped.</summary>
    public bool AskedIfHelped { get; init; }

    /// <summary>What the member said; null while they have not.</summary>
    public bool? Helped { get; private set; }
    public Instant? HelpedAt { get; private set; }

    /// <summary>The member says whether it helped. What was said first counts.</summary>
    public bool Hear(bool helped, Instant at)
    {
        if (!AskedIfHelped || Helped is not null || RecalledAt is not null)
            return false;
        (Helped, HelpedAt) = (helped, at);
        return true;
    }
}

/// <summary>A note for colleagues; it follows the inquiry's custody.</summary>
internal sealed class InquiryNote
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public CommunityId CommunityId { get; init; }
    public InquiryId InquiryId { get; init; }
    public AgencyId? CustodyAgencyId { get; init; }

    [AboutMember]
    public string Text { get; init; } = "";
    public StaffId StaffId { get; init; }

    [NotAboutMember("a staff member's shown name, as it was")]
    public string StaffName { get; init; } = "";
    public AgencyId AgencyId { get; init; }

    [NotAboutMember("an agency's name, as it was")]
    public string AgencyName { get; init; } = "";
    public Instant At { get; init; }
}
