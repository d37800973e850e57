using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Custody;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>Closes an inquiry without an answer, with a reason.</summary>
[ApiRoute("POST", "inquiries/{id}/close", Summary = "Closes an inquiry without an answer, with a reason.")]
[FormRoute("/{agency}/{community}/inquiries/{id}/close")]
internal sealed class CloseInquiry(Custodian custodian) : OnInquiry<CloseInquiry.Request, InquiryItem>
{
    /// <param name="Id">The inquiry.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Note">A word more; needed for "other".</param>
    /// <param name="Version">The version that one has seen; left out where it does not matter.</param>
    public sealed record Request(InquiryId Id, CloseReason Reason, string? Note = null, int? Version = null)
        : IOfInquiry;

    /// <inheritdoc />
    protected override async Task<Outcome<InquiryItem>> Handle(
        Request request,
        LoadedInquiry subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (request.Reason is CloseReason.Answered or CloseReason.Referred)
            return Refusal.Invalid(("reason", "not_a_reason"));
        if (request.Reason == CloseReason.Other && string.IsNullOrWhiteSpace(request.Note))
            return Refusal.Invalid(("note", "missing"));
        if (request.Note?.Length > Words.Longest)
            return Refusal.Invalid(("note", "too_long"));
        if (request.Version is { } seen && seen != subject.Inquiry.Version)
            return Refusal.Changed;
        return await Close(request.Reason, request.Note?.Trim(), subject, custodian, work, ct);
    }

    /// <summary>Closes, records and announces; unmarking does the same for its one reason.</summary>
    public static async Task<Outcome<InquiryItem>> Close(
        CloseReason reason,
        string? note,
        LoadedInquiry subject,
        Custodian custodian,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var who = subject.Worker(work);
        var custody = subject.Inquiry.CustodyAgencyId;
        if (subject.Inquiry.Close(who, reason, work.Now) is { } no)
            return no.With(subject.Inquiry.ClaimStaffName ?? "");
        await custodian.Follow(subject, custody, work, ct);
        var told = string.IsNullOrEmpty(note) ? reason.ToString() : $"{reason}: {note}";
        subject.Record(work, InquiryEventKind.Closed, who, told);
        work.Announce(new InquiryClosed(subject.CommunityId, subject.Inquiry.Id, reason, work.Now));
        return subject.Done(work);
    }
}
