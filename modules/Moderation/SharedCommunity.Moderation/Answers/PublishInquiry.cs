using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Inquiries;

namespace SharedCommunity.Moderation.Answers;

/// <summary>Brings a private question and its answer into the group: with the member's own yes, and without a name.</summary>
[ApiRoute("POST", "inquiries/{id}/publish", Summary = "Publishes a private inquiry in the group, anonymised.")]
[FormRoute("/{agency}/{community}/inquiries/{id}/publish")]
internal sealed class PublishInquiry(IDeliveries deliveries) : OnInquiry<PublishInquiry.Request, InquiryItem>
{
    /// <param name="Id">The inquiry.</param>
    /// <param name="Text">What the group will read, as the moderator has read it over.</param>
    /// <param name="MemberAgreed">Whether the member has said yes to it.</param>
    /// <param name="Channel">The group; left out where the community has one only.</param>
    public sealed record Request(InquiryId Id, string Text, bool MemberAgreed = false, ChannelId? Channel = null)
        : IOfInquiry;

    /// <inheritdoc />
    protected override async Task<Outcome<InquiryItem>> Handle(
        Request request,
        LoadedInquiry subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var inquiry = subject.Inquiry;
        var who = subject.Worker(work);
        if (inquiry.Refuses(InquiryAction.Publish, who, work.Now) is { } no)
            return no.With(inquiry.ClaimStaffName ?? "");
        if (Words.Problem(request.Text, "text") is { } wrong)
            return wrong;
        if (!request.MemberAgreed)
            return Refusals.MemberMustAgree;
        if (Anonymised.Tells(request.Text, subject.Member.Name))
            return Refusals.NotAnonymous;
        if (await Group(request, subject, work, ct) is not { } group)
            return Refusals.NoGroup;
        var text = request.Text.Trim();
        // In nobody's custody: from here on it belongs to the group.
        var delivery = deliveries.Enqueue(work, new NewDelivery(subject.CommunityId, group, text));
        work.Db.Add(
            new Answer
            {
                CommunityId = subject.CommunityId,
                InquiryId = inquiry.Id,
                CustodyAgencyId = inquiry.CustodyAgencyId,
                Kind = AnswerKind.Publication,
                Text = text,
                StaffId = who.Staff,
                StaffName = who.Name,
                AgencyId = who.Agency,
                AgencyName = who.AgencyName,
                DeliveryId = delivery,
                At = work.Now,
            }
        );
        subject.Record(work, InquiryEventKind.Published, who);
        return subject.Done(work);
    }

    private static async Task<ChannelId?> Group(
        Request request,
        LoadedInquiry subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var groups = await work
            .Db.Set<ChannelCard>()
            .Where(channel =>
                channel.CommunityId == subject.CommunityId && !channel.PrivateLine && channel.Platform != "desk"
            )
            .Select(channel => channel.Id)
            .ToListAsync(ct);
        return request.Channel is { } asked
                ? groups.Where(id => id == asked).Select(id => (ChannelId?)id).FirstOrDefault()
            : groups is [var only] ? only
            : null;
    }
}
