using NodaTime;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Contracts;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>A need put to the community, with its clock, claim and custody.</summary>
internal sealed partial class Inquiry : IInCommunity
{
    private Inquiry() { }

    public InquiryId Id { get; private set; }
    public CommunityId CommunityId { get; private set; }
    public ChannelId? ChannelId { get; private set; }
    public ChannelAccountId? ChannelAccountId { get; private set; }
    public MemberId MemberId { get; private set; }

    /// <summary>The message that an answer in the group replies to.</summary>
    public MessageId? FirstMessageId { get; private set; }

    [AboutMember]
    public string Text { get; private set; } = "";

    [NotAboutMember("a language code")]
    public string? Language { get; private set; }
    public double LanguageConfidence { get; private set; }

    /// <summary>A person set the language: detection leaves it alone from then on.</summary>
    public bool LanguageCorrected { get; private set; }

    [NotAboutMember("ids of the closed list of topics")]
    public List<string> Topics { get; private set; } = [];
    public InquirySource Source { get; private set; }
    public bool Private { get; private set; }

    [AboutMember]
    public string? Contact { get; private set; }

    public Instant AskedAt { get; private set; }
    public Instant StartsAt { get; private set; }

    /// <summary>The clock that is running now; null where none is.</summary>
    public Instant? RespondBy { get; private set; }
    public Instant? DueSoonFrom { get; private set; }

    /// <summary>The first promise, kept for the record when the clock stops.</summary>
    public Instant? PromisedBy { get; private set; }

    /// <summary>Open, waiting or closed. Claimed is never stored: it follows from the lease.</summary>
    public InquiryState State { get; private set; }
    public AgencyId? CustodyAgencyId { get; private set; }
    public StaffId? ClaimStaffId { get; private set; }

    [NotAboutMember("a staff member's shown name")]
    public string? ClaimStaffName { get; private set; }
    public AgencyId? ClaimAgencyId { get; private set; }
    public Instant? ClaimUntil { get; private set; }
    public AgencyId? AssignedAgencyId { get; private set; }
    public Instant? AnsweredAt { get; private set; }
    public Instant? ExtendedAt { get; private set; }
    public Duration? WaitingLeft { get; private set; }
    public Instant LastMessageAt { get; private set; }
    public Instant? ClosedAt { get; private set; }
    public CloseReason? ClosedFor { get; private set; }

    /// <summary>What stood before somebody closed it without an answer: their undo gives back exactly this.</summary>
    public StaffId? ClosedByStaffId { get; private set; }
    public InquiryState? FormerState { get; private set; }
    public Instant? FormerRespondBy { get; private set; }
    public Instant? FormerDueSoonFrom { get; private set; }
    public Duration? FormerWaitingLeft { get; private set; }
    public Instant? FormerClaimUntil { get; private set; }
    public AgencyId? FormerAssignedAgencyId { get; private set; }
    public int Answers { get; private set; }
    public int Referrals { get; private set; }

    /// <summary>Grows when what an answer would be about changes; a claim alone changes nothing of it.</summary>
    public int Version { get; private set; }

    /// <summary>An inquiry that a member or a moderator opens.</summary>
    public Inquiry(NewInquiry of, ServiceClock clock)
    {
        (Id, CommunityId, ChannelId, ChannelAccountId, MemberId) = (
            InquiryId.New(),
            of.Community,
            of.Channel,
            of.Account,
            of.Member
        );
        (FirstMessageId, Text, Language, LanguageConfidence, LanguageCorrected) = (
            of.FirstMessage,
            of.Text,
            of.Language,
            of.LanguageConfidence,
            of.LanguageCorrected
        );
        (Topics, Source, Private, Contact) = ([.. of.Topics], of.Source, of.Private, of.Contact);
        (AskedAt, LastMessageAt, CustodyAgencyId) = (of.AskedAt, of.AskedAt, of.Custody);
        State = InquiryState.Open;
        Version = 1;
        Run(clock.Start(of.AskedAt), clock);
        PromisedBy = RespondBy;
    }

    /// <summary>Where it stands for whoever reads it now.</summary>
    public InquiryStanding StandingAt(Instant now) => Standing(State, ClaimUntil, now);

    /// <summary>Claimed is open with a lease that still holds.</summary>
    public static InquiryStanding Standing(InquiryState state, Instant? claimUntil, Instant now) =>
        state switch
        {
            InquiryState.Closed => InquiryStanding.Closed,
            InquiryState.Waiting => InquiryStanding.Waiting,
            _ => claimUntil > now ? InquiryStanding.Claimed : InquiryStanding.Open,
        };

    private void Run(Reading reading, ServiceClock clock)
    {
        StartsAt = reading.StartsAt;
        RespondBy = reading.Due;
        DueSoonFrom = clock.DueSoonFrom(reading.StartsAt, reading.Due);
    }

    private void Stop() => (RespondBy, DueSoonFrom) = (null, null);
}

/// <summary>What is known of an inquiry when it is opened.</summary>
internal sealed record NewInquiry(
    CommunityId Community,
    MemberId Member,
    ChannelId? Channel,
    ChannelAccountId? Account,
    MessageId? FirstMessage,
    string Text,
    string? Language,
    double LanguageConfidence,
    bool LanguageCorrected,
    IReadOnlyList<string> Topics,
    InquirySource Source,
    bool Private,
    string? Contact,
    Instant AskedAt,
    AgencyId? Custody
);
