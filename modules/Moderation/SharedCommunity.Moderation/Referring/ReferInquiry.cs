using NodaTime;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Custody;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Moderation.Referring;

/// <summary>
/// Refers an inquiry to another agency, or to another team of one's own. The shared history says that it was referred,
/// never to whom, what was shared, or what became of it.
/// </summary>
[ApiRoute("POST", "inquiries/{id}/refer", Summary = "Refers an inquiry to another agency, on the member's consent.")]
[FormRoute("/{agency}/{community}/inquiries/{id}/refer")]
internal sealed class ReferInquiry(IReferrals referrals, Custodian custodian)
    : OnInquiry<ReferInquiry.Request, ReferInquiry.Referred>
{
    /// <param name="Ground">The member's own yes when left out and it is said how; else what stands for it.</param>
    /// <param name="Given">How the member said yes: <c>message</c>, <c>form</c> or <c>verbal</c>.</param>
    /// <param name="Scope">What it covers; all that is shared when left out.</param>
    /// <param name="Text">The member's words, or what was said to them.</param>
    /// <param name="Until">Until when; left out for as long as it is not withdrawn.</param>
    /// <param name="Clause">The policy's clause, where it is not the member's own yes.</param>
    /// <param name="Reason">Why it is an emergency.</param>
    /// <param name="Notified">Who was notified of the emergency.</param>
    /// <param name="Second">The colleague who is to be told of the emergency; the agency's administrators when left out.</param>
    /// <param name="Id">A consent of the member that is there already; then nothing else is said here.</param>
    /// <param name="UntilDay">Until when, as a form says it: the last day, in the community's time zone.</param>
    public sealed record ConsentInput(
        ConsentGround? Ground = null,
        ConsentHow? Given = null,
        IReadOnlyList<SharedKind>? Scope = null,
        string? Text = null,
        Instant? Until = null,
        string? Clause = null,
        string? Reason = null,
        string? Notified = null,
        StaffId? Second = null,
        Guid? Id = null,
        LocalDate? UntilDay = null
    )
    {
        /// <summary>The ground; null where none was named.</summary>
        internal ConsentGround? Named => Ground ?? (Given is null ? null : ConsentGround.Given);
    }

    /// <param name="Id">The inquiry.</param>
    /// <param name="To">The agency's slug; one's own for another team of it.</param>
    /// <param name="Agency">The same for programs; in a form the address names one's own agency here.</param>
    /// <param name="Service">What is asked for.</param>
    /// <param name="Share">What is shared; only what is ticked leaves.</param>
    /// <param name="Contact">How to reach the member, where that is shared.</param>
    /// <param name="Consent">On what ground; left out for an anonymous referral.</param>
    /// <param name="Note">What one adds.</param>
    /// <param name="KeepOpen">Whether the inquiry stays open here.</param>
    /// <param name="Version">The version that one has seen; left out where it does not matter.</param>
    public sealed record Request(
        InquiryId Id,
        string? To = null,
        string? Agency = null,
        string? Service = null,
        IReadOnlyList<SharedKind>? Share = null,
        string? Contact = null,
        ConsentInput? Consent = null,
        string? Note = null,
        bool KeepOpen = false,
        int? Version = null
    ) : IOfInquiry;

    /// <param name="Id">The referral, on the sender's side.</param>
    /// <param name="Inquiry">The inquiry as it stands.</param>
    public sealed record Referred(ReferralId Id, InquiryItem Inquiry);

    /// <inheritdoc />
    protected override async Task<Outcome<Referred>> Handle(
        Request request,
        LoadedInquiry subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var inquiry = subject.Inquiry;
        var who = subject.Worker(work);
        if (inquiry.Refuses(InquiryAction.Refer, who, work.Now) is { } no)
            return no.With(inquiry.ClaimStaffName ?? "");
        if (request.Version is { } seen && seen != inquiry.Version)
            return Refusal.Changed;
        if ((request.To ?? request.Agency) is not { Length: > 0 } to)
            return Refusal.Invalid(("to", "missing"));
        var share = (request.Share ?? []).Distinct().ToList();
        if (share.Contains(SharedKind.Contact) && string.IsNullOrWhiteSpace(request.Contact))
            return Refusal.Invalid(("contact", "missing"));
        var until = new ConsentTime(request.Consent?.Until, request.Consent?.UntilDay).By(subject.Community.TimeZone);
        if (!until.IsDone)
            return until.Refusal;
        var custody = inquiry.CustodyAgencyId;
        var referred = await referrals.Send(
            work,
            new NewReferral(
                subject.CommunityId,
                subject.Community.Name,
                inquiry.Id,
                inquiry.MemberId,
                to,
                request.Service ?? "",
                inquiry.Language,
                [.. share.Select(kind => new SharedItem(kind, Thing(kind, request, subject)))],
                request.Consent is { Id: null, Named: { } ground } consent
                    ? OnGround(ground, consent, share, until.Value.Until)
                    : null,
                request.Note ?? "",
                request.Consent?.Id
            ),
            ct
        );
        if (!referred.IsDone)
            return referred.Refusal;
        _ = inquiry.Refer(who, request.KeepOpen, work.Now);
        await custodian.Follow(subject, custody, work, ct);
        subject.Record(work, InquiryEventKind.Referred, who);
        work.Announce(new InquiryReferred(subject.CommunityId, inquiry.Id, who.Agency, to == who.AgencySlug, work.Now));
        if (!request.KeepOpen)
            work.Announce(new InquiryClosed(subject.CommunityId, inquiry.Id, CloseReason.Referred, work.Now));
        return new Referred(referred.Value, subject.Done(work));
    }

    private static NewConsent OnGround(
        ConsentGround ground,
        ConsentInput consent,
        List<SharedKind> share,
        Instant? until
    ) =>
        new(
            ground,
            consent.Given,
            consent.Scope ?? share,
            consent.Text ?? "",
            until,
            consent.Clause,
            consent.Reason,
            consent.Notified,
            consent.Second
        );

    private static string Thing(SharedKind kind, Request request, LoadedInquiry subject) =>
        kind switch
        {
            SharedKind.Name => subject.Member.Name,
            SharedKind.Language => subject.Inquiry.Language ?? "",
            SharedKind.Contact => request.Contact!.Trim(),
            SharedKind.Inquiry => subject.Inquiry.Text,
            _ => request.Note ?? "",
        };
}
