using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Inquiries;

namespace SharedCommunity.Moderation.Queue;

/// <summary>Lets one's claim go. Custody of a private inquiry stays.</summary>
[ApiRoute("POST", "inquiries/{id}/release", Summary = "Lets one's claim go; custody of a private inquiry stays.")]
[FormRoute("/{agency}/{community}/inquiries/{id}/release")]
internal sealed class ReleaseInquiry : OnInquiry<ReleaseInquiry.Request, InquiryItem>
{
    /// <param name="Id">The inquiry.</param>
    public sealed record Request(InquiryId Id) : IOfInquiry;

    /// <inheritdoc />
    protected override Task<Outcome<InquiryItem>> Handle(
        Request request,
        LoadedInquiry subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var who = subject.Worker(work);
        if (subject.Inquiry.Release(who, work.Now) is { } no)
            return Task.FromResult<Outcome<InquiryItem>>(no.With(subject.Inquiry.ClaimStaffName ?? ""));
        subject.Record(work, InquiryEventKind.Released, who);
        return Task.FromResult<Outcome<InquiryItem>>(subject.Done(work));
    }
}
