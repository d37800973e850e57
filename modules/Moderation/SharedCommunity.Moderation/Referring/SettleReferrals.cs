using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Moderation.Referring;

/// <summary>
/// An inquiry that is answered, referred again or closed is seen to: what of its referrals came back without help owes
/// nothing any more.
/// </summary>
internal sealed class SettleReferrals(IInquiryReferrals referrals)
    : IHandle<InquiryAnswered>,
        IHandle<InquiryReferred>,
        IHandle<InquiryClosed>
{
    /// <inheritdoc />
    public Task Handle(
        IReadOnlyList<InquiryAnswered> announced,
        UnitOfWork work,
        CancellationToken cancellationToken
    ) => Settle(announced.Select(answered => answered.Inquiry), work, cancellationToken);

    /// <inheritdoc />
    public Task Handle(
        IReadOnlyList<InquiryReferred> announced,
        UnitOfWork work,
        CancellationToken cancellationToken
    ) => Settle(announced.Select(referred => referred.Inquiry), work, cancellationToken);

    /// <inheritdoc />
    public Task Handle(IReadOnlyList<InquiryClosed> announced, UnitOfWork work, CancellationToken cancellationToken) =>
        Settle(announced.Select(closed => closed.Inquiry), work, cancellationToken);

    private Task Settle(IEnumerable<InquiryId> inquiries, UnitOfWork work, CancellationToken ct) =>
        referrals.Settle(work, [.. inquiries.Distinct()], ct);
}
