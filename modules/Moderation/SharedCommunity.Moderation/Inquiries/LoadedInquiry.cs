using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Membership.Contracts;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>An inquiry, locked until the end of the unit of work, with what is needed to work and to show it.</summary>
internal sealed record LoadedInquiry(
    Inquiry Inquiry,
    CommunityCard Community,
    MemberCard Member,
    IReadOnlyDictionary<AgencyId, AgencyCard> Agencies
) : IInCommunity
{
    /// <inheritdoc />
    public CommunityId CommunityId => Inquiry.CommunityId;

    public static async Task<LoadedInquiry?> Of(InquiryId id, UnitOfWork work, CancellationToken ct)
    {
        var found = await work
            .Db.Set<Inquiry>()
            .FromSql($"select * from moderation.inquiries where id = {id.Value} for update")
            .ToListAsync(ct);
        return found is [var inquiry] ? await With(inquiry, work, ct) : null;
    }

    public static async Task<LoadedInquiry?> With(Inquiry inquiry, UnitOfWork work, CancellationToken ct)
    {
        var about = await (
            from community in work.Db.Set<CommunityCard>()
            join member in work.Db.Set<MemberCard>() on community.Id equals member.CommunityId
            where community.Id == inquiry.CommunityId && member.Id == inquiry.MemberId
            select new { community, member }
        )
            .AsNoTracking()
            .FirstOrDefaultAsync(ct);
        if (about is null)
            return null;
        AgencyId?[] named = [inquiry.ClaimAgencyId, inquiry.AssignedAgencyId, work.Agency];
        var ids = named.OfType<AgencyId>().Distinct().ToList();
        var agencies = await work.Db.Set<AgencyCard>().AsNoTracking().Where(a => ids.Contains(a.Id)).ToListAsync(ct);
        return new(inquiry, about.community, about.member, agencies.ToDictionary(agency => agency.Id));
    }

    /// <summary>Who works on it, by the names that the history will keep.</summary>
    public Worker Worker(UnitOfWork work)
    {
        var agency = Agencies[work.Agency];
        return new(work.Rights.Staff, work.Rights.DisplayName, agency.Id, agency.Slug, agency.Name);
    }

    /// <summary>Writes a line of the history.</summary>
    public void Record(UnitOfWork work, InquiryEventKind kind, Worker? who, string? note = null) =>
        work.Db.Add(
            new InquiryEvent
            {
                CommunityId = CommunityId,
                InquiryId = Inquiry.Id,
                CustodyAgencyId = Inquiry.CustodyAgencyId,
                Kind = kind,
                At = work.Now,
                StaffId = who?.Staff,
                StaffName = who?.Name,
                AgencyId = who?.Agency,
                AgencyName = who?.AgencyName,
                Note = note,
            }
        );

    /// <summary>Says what was worked on, makes open pages re-read, and shows the inquiry as it is now.</summary>
    public InquiryItem Done(UnitOfWork work)
    {
        work.Concerns("inquiry", Inquiry.Id.Value, CommunityId);
        work.Changed(CommunityId, "queue");
        return Item(work);
    }

    public InquiryItem Item(UnitOfWork work) =>
        new()
        {
            Id = Inquiry.Id,
            CommunityId = Inquiry.CommunityId,
            ChannelId = Inquiry.ChannelId,
            Text = Inquiry.Text,
            Language = Inquiry.Language,
            Topics = Inquiry.Topics,
            Source = Inquiry.Source,
            Private = Inquiry.Private,
            Member = new(Member.Id, Member.Name),
            AskedAt = Inquiry.AskedAt,
            RespondBy = Inquiry.RespondBy,
            AnsweredAt = Inquiry.AnsweredAt,
            Answers = Inquiry.Answers,
            Referrals = Inquiry.Referrals,
            State = Inquiry.StandingAt(work.Now),
            Claim =
                Inquiry is { ClaimStaffId: { } staff, ClaimAgencyId: { } agency, ClaimUntil: { } until }
                && until > work.Now
                && Agencies.GetValueOrDefault(agency) is { } card
                    ? new(Inquiry.ClaimStaffName ?? "", staff, card.Slug, card.Name, until)
                    : null,
            AssignedTo = Inquiry.AssignedAgencyId is { } to ? Agencies.GetValueOrDefault(to)?.Slug : null,
            Version = Inquiry.Version,
        };
}

/// <summary>A request about one inquiry.</summary>
internal interface IOfInquiry
{
    InquiryId Id { get; }
}

/// <summary>What moderators do with one inquiry.</summary>
internal abstract class OnInquiry<TRequest, TResult> : UseCase<TRequest, LoadedInquiry, TResult>
    where TRequest : IOfInquiry
{
    /// <inheritdoc />
    public override Permission Needs => Queue.QueuePermissions.Work;

    /// <inheritdoc />
    protected override Task<LoadedInquiry?> Load(TRequest request, UnitOfWork work, CancellationToken ct) =>
        LoadedInquiry.Of(request.Id, work, ct);
}
