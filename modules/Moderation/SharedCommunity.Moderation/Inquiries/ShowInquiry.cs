using NodaTime;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Contracts;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>Shows one inquiry with its conversation and history.</summary>
[ApiRoute("GET", "inquiries/{id}", Summary = "One inquiry with its conversation and history.")]
internal sealed class ShowInquiry(InquiryReading inquiries)
    : Query<ShowInquiry.Request, LoadedInquiry, ShowInquiry.Details>
{
    /// <param name="Id">The inquiry.</param>
    public sealed record Request(InquiryId Id);

    /// <summary>An inquiry and all that hangs on it.</summary>
    public sealed record Details : InquiryItem
    {
        public double LanguageConfidence { get; init; }
        public string? Contact { get; init; }
        public Instant? ExtendedAt { get; init; }
        public Instant? ClosedAt { get; init; }
        public CloseReason? ClosedFor { get; init; }
        public Instant? HeldUntil { get; init; }
        public required IReadOnlyList<TalkLine> Talk { get; init; }
        public required IReadOnlyList<HistoryLine> History { get; init; }
        public required IReadOnlyList<NoteLine> Notes { get; init; }
        public required IReadOnlyList<InquiryAction> Allowed { get; init; }
    }

    /// <inheritdoc />
    public override Permission Needs => Queue.QueuePermissions.Read;

    /// <inheritdoc />
    protected override Task<LoadedInquiry?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        InquiryReading.Of(request.Id, work, ct);

    /// <inheritdoc />
    protected override async Task<Outcome<Details>> Handle(
        Request request,
        LoadedInquiry subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var view = await inquiries.View(subject, work, ct);
        var (inquiry, item) = (subject.Inquiry, subject.Item(work));
        return new Details
        {
            Id = item.Id,
            CommunityId = item.CommunityId,
            ChannelId = item.ChannelId,
            Text = item.Text,
            Language = item.Language,
            Topics = item.Topics,
            Source = item.Source,
            Private = item.Private,
            Member = item.Member,
            AskedAt = item.AskedAt,
            RespondBy = item.RespondBy,
            AnsweredAt = item.AnsweredAt,
            Answers = item.Answers,
            Referrals = item.Referrals,
            State = item.State,
            Claim = item.Claim,
            AssignedTo = item.AssignedTo,
            Version = item.Version,
            LanguageConfidence = inquiry.LanguageConfidence,
            Contact = inquiry.Contact,
            ExtendedAt = inquiry.ExtendedAt,
            ClosedAt = inquiry.ClosedAt,
            ClosedFor = inquiry.ClosedFor,
            HeldUntil = view.HeldUntil,
            Talk = view.Talk,
            History = view.History,
            Notes = view.Notes,
            Allowed = [.. view.Allowed.Order()],
        };
    }
}
