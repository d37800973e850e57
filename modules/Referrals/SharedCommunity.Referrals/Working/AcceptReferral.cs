using NodaTime;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Working;

/// <summary>Takes a referral on, and says when the member hears from one.</summary>
[ApiRoute("POST", "referrals/{id}/accept", Summary = "Takes a referral on.")]
[FormRoute("/{agency}/referrals/{id}/accept")]
internal sealed class AcceptReferral(ReferralLoop loop, StepStandards standards)
    : OnReferral<AcceptReferral.Request>(loop)
{
    /// <param name="Id">The referral.</param>
    /// <param name="ContactBy">Until when the member hears from one.</param>
    /// <param name="Note">A word more.</param>
    /// <param name="ContactOn">The same as a form says it: the last day on which the member hears from one.</param>
    /// <param name="Zone">The time zone of that day, a tz database id.</param>
    public sealed record Request(
        ReferralId Id,
        Instant? ContactBy = null,
        string? Note = null,
        LocalDate? ContactOn = null,
        string? Zone = null
    ) : IOfReferral
    {
        /// <summary>Until when, whichever door it came by.</summary>
        internal Instant? By =>
            ContactBy
            ?? (
                ContactOn is { } day
                    ? (DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone ?? "") ?? DateTimeZone.Utc)
                        .AtStartOfDay(day.PlusDays(1))
                        .ToInstant()
                    : null
            );
    }

    /// <inheritdoc />
    protected override string Input => LoopInput.Accept;

    /// <inheritdoc />
    protected override Outcome<MessageBody> Body(Request request, Referral subject, UnitOfWork work)
    {
        if (request.ContactOn is { } day && !Era.Holds(day))
            return Refusal.Invalid(("contactOn", "in_the_past"));
        if (request.By is { } by && by <= work.Now)
            return Refusal.Invalid((request.ContactBy is null ? "contactOn" : "contactBy", "in_the_past"));
        if (request.By > standards.LatestContact(work.Now))
            return Refusal.Invalid((request.ContactBy is null ? "contactOn" : "contactBy", "too_late"));
        return new MessageBody
        {
            AcceptedBy = work.Rights.DisplayName,
            ContactBy = request.By,
            Note = Text(request.Note),
        };
    }
}
