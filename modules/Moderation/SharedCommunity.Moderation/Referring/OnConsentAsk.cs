using NodaTime;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Moderation.Referring;

/// <summary>What is to be asked about one inquiry: the fields of a referral, as far as they matter to the member.</summary>
/// <param name="Id">The inquiry.</param>
/// <param name="To">The slug of the agency that would receive it; one's own for another team of it.</param>
/// <param name="Agency">The same for programs; in a form the address names one's own agency here.</param>
/// <param name="Service">What would be asked for there.</param>
/// <param name="Share">What would be shared.</param>
/// <param name="Consent">Until when a yes would hold.</param>
internal sealed record ConsentAskRequest(
    InquiryId Id,
    string? To = null,
    string? Agency = null,
    string? Service = null,
    IReadOnlyList<SharedKind>? Share = null,
    ConsentTime? Consent = null
) : IOfInquiry;

/// <param name="Until">Until when; left out for as long as it is not withdrawn.</param>
/// <param name="UntilDay">The same as a form says it: the last day, in the community's time zone.</param>
internal sealed record ConsentTime(Instant? Until = null, LocalDate? UntilDay = null)
{
    /// <summary>Until when, whichever door it came by.</summary>
    public Outcome<Optional> By(string zone) =>
        UntilDay is { } day && !Era.Holds(day)
            ? Refusal.Invalid(("until", "in_the_past"))
            : new Optional(
                Until
                    ?? (
                        UntilDay is { } last
                            ? DateTimeZoneProviders.Tzdb[zone].AtStartOfDay(last.PlusDays(1)).ToInstant()
                            : null
                    )
            );

    /// <param name="Until">An instant, or none.</param>
    public sealed record Optional(Instant? Until);
}

/// <summary>Asks the member of an inquiry for consent.</summary>
internal abstract class OnConsentAsk<TResult> : OnInquiry<ConsentAskRequest, TResult>
{
    /// <inheritdoc />
    protected sealed override async Task<Outcome<TResult>> Handle(
        ConsentAskRequest request,
        LoadedInquiry subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var inquiry = subject.Inquiry;
        if (inquiry.Refuses(InquiryAction.Refer, subject.Worker(work), work.Now) is { } no)
            return no.With(inquiry.ClaimStaffName ?? "");
        if ((request.To ?? request.Agency) is not { Length: > 0 } to)
            return Refusal.Invalid(("to", "missing"));
        var until = (request.Consent ?? new()).By(subject.Community.TimeZone);
        if (!until.IsDone)
            return until.Refusal;
        var asked = await Ask(
            work,
            new NewConsentAsk(
                subject.CommunityId,
                inquiry.Id,
                inquiry.MemberId,
                to,
                request.Service ?? "",
                inquiry.Language,
                request.Share ?? [],
                until.Value.Until
            ),
            ct
        );
        if (asked.IsDone)
            _ = subject.Done(work);
        return asked;
    }

    /// <summary>Asks.</summary>
    protected abstract Task<Outcome<TResult>> Ask(UnitOfWork work, NewConsentAsk ask, CancellationToken ct);
}
