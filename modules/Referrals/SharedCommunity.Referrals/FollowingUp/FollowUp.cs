using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.FollowingUp;

/// <summary>
/// One time at which it is asked how a completed referral went (toolkit 5.3). The sending agency asks: it knows the
/// member, had their consent and holds the line to them; the receiving agency has no line, and may only record what it
/// heard itself. Each side keeps the answers in rows of its own.
/// </summary>
internal sealed class FollowUp
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public AgencyId AgencyId { get; init; }
    public ReferralId ReferralId { get; init; }

    /// <summary>When the member is asked; null where an answer came that nobody had planned for.</summary>
    public Instant? DueAt { get; init; }
    public Instant? AskedAt { get; private set; }

    /// <summary>The message that asked; null where the member cannot be written to, and staff ask.</summary>
    public DeliveryId? DeliveryId { get; private set; }
    public FollowUpAnswer? Answer { get; private set; }
    public Instant? AnsweredAt { get; private set; }
    public FollowUpWay? Way { get; private set; }
    public StaffId? StaffId { get; private set; }

    /// <summary>The other agency heard it and told us.</summary>
    public static FollowUp FromOtherSide(Referral referral, FollowUpAnswer answer, Instant now)
    {
        var heard = new FollowUp { AgencyId = referral.AgencyId, ReferralId = referral.Id };
        _ = heard.Answered(answer, FollowUpWay.OtherSide, null, now);
        return heard;
    }

    /// <summary>The member is asked, by a message or, without one, by staff.</summary>
    public void Ask(DeliveryId? delivery, Instant now) => (AskedAt, DeliveryId) = (now, delivery);

    /// <summary>The first answer counts; false where there was one.</summary>
    public bool Answered(FollowUpAnswer answer, FollowUpWay way, StaffId? staff, Instant now)
    {
        if (Answer is not null)
            return false;
        (Answer, Way, StaffId, AnsweredAt) = (answer, way, staff, now);
        return true;
    }

    /// <summary>For pages and programs.</summary>
    /// <param name="delivery">What became of the message that asked; null where there is none, or it is gone from our sight.</param>
    public FollowUpItem Item(DeliveryState? delivery)
    {
        var reached = DeliveryId is not null && delivery is not (DeliveryState.Failed or DeliveryState.Unknown);
        return new(DueAt, AskedAt, Answer, AnsweredAt, Way, AskedAt is not null && Answer is null && !reached);
    }
}
