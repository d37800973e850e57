using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Working;

/// <summary>A request about one side of a referral.</summary>
internal interface IOfReferral
{
    /// <summary>The referral.</summary>
    ReferralId Id { get; }
}

/// <summary>An act of staff on their side of a referral: one input of the loop.</summary>
internal abstract class OnReferral<TRequest>(ReferralLoop loop) : UseCase<TRequest, Referral, ReferralItem>
    where TRequest : IOfReferral
{
    private const int LongestText = 2000;
    private const int LongestSuggestion = 400;

    /// <inheritdoc />
    public override Permission Needs => Permissions.Work;

    /// <summary>Whoever moderates one community only may follow what they referred there.</summary>
    protected override CommunityId? CommunityOf(Referral subject) => subject.CommunityId;

    /// <summary>The input of the loop.</summary>
    protected abstract string Input { get; }

    /// <inheritdoc />
    protected override Task<Referral?> Load(TRequest request, UnitOfWork work, CancellationToken ct) =>
        ReferralReading.Locked(request.Id, work, ct);

    /// <summary>What is said with it, or why it may not be said.</summary>
    protected abstract Outcome<MessageBody> Body(TRequest request, Referral subject, UnitOfWork work);

    /// <summary>What is written down beside the referral itself; what the loop then refuses is not kept.</summary>
    protected virtual Task Beside(TRequest request, Referral subject, UnitOfWork work, CancellationToken ct) =>
        Task.CompletedTask;

    /// <inheritdoc />
    protected override async Task<Outcome<ReferralItem>> Handle(
        TRequest request,
        Referral subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var body = Body(request, subject, work);
        if (!body.IsDone)
            return body.Refusal;
        if (TooLong(body.Value) is { } field)
            return Refusal.Invalid((field, "too_long"));
        await Beside(request, subject, work, ct);
        var done = await loop.Act(subject, Input, body.Value, work, ct);
        if (!done.IsDone)
            return done.Refusal;
        await work.Db.SaveChangesAsync(ct);
        return await ReferralReading.Whole(subject, work, ct);
    }

    // What the other side's door would refuse must not change this side.
    private static string? TooLong(MessageBody body) =>
        body.Reason?.Length > LongestText ? "reason"
        : body.Suggestion?.Length > LongestSuggestion ? "suggestion"
        : body.Note?.Length > LongestText ? "note"
        : null;

    /// <summary>A text that somebody typed: trimmed, null where it is empty.</summary>
    protected static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
