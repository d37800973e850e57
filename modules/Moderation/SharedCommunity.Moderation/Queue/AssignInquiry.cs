using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Custody;
using SharedCommunity.Moderation.Inquiries;

namespace SharedCommunity.Moderation.Queue;

/// <summary>Hands an inquiry to a colleague or to another agency of the community; a private one with its custody.</summary>
[ApiRoute("POST", "inquiries/{id}/assign", Summary = "Hands an inquiry to a colleague or another co-hosting agency.")]
[FormRoute("/{agency}/{community}/inquiries/{id}/assign")]
internal sealed class AssignInquiry(Custodian custodian) : OnInquiry<AssignInquiry.Request, Done>
{
    /// <param name="Id">The inquiry.</param>
    /// <param name="To">The agency's slug, or the id of a colleague; left out where one is named below.</param>
    /// <param name="Agency">The same for programs; in a form the address names one's own agency here.</param>
    /// <param name="StaffId">The colleague, of one's own agency or of that one.</param>
    /// <param name="Note">What the next one should know.</param>
    public sealed record Request(
        InquiryId Id,
        string? To = null,
        string? Agency = null,
        StaffId? StaffId = null,
        string? Note = null
    ) : IOfInquiry;

    /// <inheritdoc />
    protected override async Task<Outcome<Done>> Handle(
        Request request,
        LoadedInquiry subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (request.Note?.Length > Words.Longest)
            return Refusal.Invalid(("note", "too_long"));
        var inquiry = subject.Inquiry;
        var who = subject.Worker(work);
        var target = await Target(request, subject, work, ct);
        if (!target.IsDone)
            return target.Refusal;
        var (agency, colleague) = target.Value;
        var custody = inquiry.CustodyAgencyId;
        if (inquiry.Assign(who, agency.Id, colleague?.Id, colleague?.DisplayName, work.Now) is { } no)
            return no.With(inquiry.ClaimStaffName ?? "");
        await custodian.Follow(subject, custody, work, ct);
        var to = colleague is null ? agency.Name : $"{colleague.DisplayName} ({agency.Name})";
        subject.Record(work, InquiryEventKind.Assigned, who, to);
        if (!string.IsNullOrWhiteSpace(request.Note))
            work.Db.Add(NoteOnInquiry.Of(subject, who, request.Note.Trim(), work.Now));
        _ = subject.Done(work);
        if (inquiry.Private && agency.Id != who.Agency)
            await custodian.End(subject, agency.Id, work, ct);
        return Done.It;
    }

    private static async Task<Outcome<Pair>> Target(
        Request request,
        LoadedInquiry subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        // A form has one list to choose from, of agencies and people.
        StaffId? named = request.StaffId ?? (StaffId.TryParse(request.To, out var chosen) ? chosen : null);
        var colleague = named is { } id
            ? await work
                .Db.Set<StaffCard>()
                .AsNoTracking()
                .FirstOrDefaultAsync(staff => staff.Id == id && staff.EndedAt == null, ct)
            : null;
        if (named is not null && colleague is null)
            return Refusals.NotAColleague;
        var slug = string.IsNullOrWhiteSpace(request.To) ? request.Agency : request.To;
        if (colleague is null && string.IsNullOrWhiteSpace(slug))
            return Refusal.Invalid(("to", "missing"));
        var agencies = work.Db.Set<AgencyCard>().AsNoTracking();
        var agency = colleague is null
            ? await agencies.FirstOrDefaultAsync(a => a.Slug == slug, ct)
            : await agencies.FirstOrDefaultAsync(a => a.Id == colleague.AgencyId, ct);
        if (agency is null)
            return Refusals.NotAColleague;
        var works = await work
            .Db.Set<CoHostCard>()
            .AnyAsync(
                host =>
                    host.CommunityId == subject.CommunityId
                    && host.AgencyId == agency.Id
                    && host.State == CoHostState.Active
                    && host.Role != CoHostRole.ReferralPartner,
                ct
            );
        return works ? new Pair(agency, colleague) : Refusals.NotAColleague;
    }

    private sealed record Pair(AgencyCard Agency, StaffCard? Colleague);
}
