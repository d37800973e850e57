using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Telegram;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Deliveries;

/// <summary>Something to be sent, and what became of it.</summary>
internal sealed class Delivery : IInCommunity
{
    private Delivery() { }

    public Delivery(NewDelivery asked, Instant now)
    {
        Id = DeliveryId.New();
        (CommunityId, ChannelId, ToAccountId) = (asked.Community, asked.Channel, asked.To);
        (Text, ReplyTo, CustodyAgencyId) = (asked.Text, asked.ReplyTo, asked.CustodyAgency);
        (NotBefore, CreatedAt, StaysWithAgency) = (asked.NotBefore, now, asked.StaysWithAgency);
        DueAt = asked.NotBefore ?? now;
        if (asked.Choices is { Count: > 0 } choices)
            Choices = OfferedChoices.Write(choices, asked.SeveralChoices);
    }

    public DeliveryId Id { get; private set; }
    public CommunityId CommunityId { get; private set; }
    public ChannelId ChannelId { get; private set; }
    public ChannelAccountId? ToAccountId { get; private set; }

    [AboutMember]
    public string Text { get; private set; } = "";
    public MessageId? ReplyTo { get; private set; }

    /// <summary>The answers to tap and which of them were: an <see cref="OfferedChoices"/>; null where there are none.</summary>
    [AboutMember]
    public string? Choices { get; private set; }
    public DeliveryState State { get; private set; } = DeliveryState.Waiting;

    [NotAboutMember("a code of ours")]
    public string? Failure { get; private set; }

    /// <summary>Held until then because somebody decided so.</summary>
    public Instant? NotBefore { get; private set; }

    /// <summary>When it may go: the hold, or the pause that the platform asked for.</summary>
    public Instant DueAt { get; private set; }
    public Instant CreatedAt { get; private set; }
    public Instant? SentAt { get; private set; }

    /// <summary>Attempts so far; the number of the one under way while <see cref="DeliveryState.Attempted"/>.</summary>
    public int Attempts { get; private set; }

    /// <summary>Parts of a long text that the platform has taken.</summary>
    public int PartsSent { get; private set; }

    /// <summary>The platform's id of the first part.</summary>
    [NotAboutMember("the platform's id of a message")]
    public string? PlatformMessageId { get; private set; }
    public AgencyId? CustodyAgencyId { get; private set; }

    /// <summary>Whether it is the agency's alone: no other agency reads it, not even when this one co-hosts no more.</summary>
    public bool StaysWithAgency { get; private set; }

    /// <summary>Handed to the platform now; recorded before the call.</summary>
    public int Attempt()
    {
        State = DeliveryState.Attempted;
        return ++Attempts;
    }

    /// <summary>The platform took one part; true when that was the last.</summary>
    public bool TookPart(string platformMessageId, int parts, Instant now)
    {
        PlatformMessageId ??= platformMessageId;
        if (++PartsSent < parts)
        {
            State = DeliveryState.Waiting;
            DueAt = now;
            return false;
        }
        (State, SentAt, Failure) = (DeliveryState.Sent, now, null);
        return true;
    }

    /// <summary>Certainly not sent; again at this time.</summary>
    public void WaitUntil(Instant due, string code) => (State, DueAt, Failure) = (DeliveryState.Waiting, due, code);

    /// <summary>Certainly not sent, and not tried again by itself.</summary>
    public void Fail(string code) => (State, Failure) = (DeliveryState.Failed, code);

    /// <summary>Nobody knows; a person decides.</summary>
    public void LoseSight(string code) => (State, Failure) = (DeliveryState.Unknown, code);

    /// <summary>A person found it at the platform; false where its fate was known.</summary>
    public bool FoundSent(Instant now)
    {
        if (State is not DeliveryState.Unknown)
            return false;
        (State, SentAt, Failure) = (DeliveryState.Sent, now, null);
        return true;
    }

    /// <summary>A person did not find it at the platform; false where its fate was known.</summary>
    public bool FoundMissing()
    {
        if (State is not DeliveryState.Unknown)
            return false;
        Fail("not_sent");
        return true;
    }

    /// <summary>A person wants it tried again.</summary>
    public bool Retry(Instant now)
    {
        if (State is not (DeliveryState.Failed or DeliveryState.Unknown))
            return false;
        (State, DueAt, Failure) = (DeliveryState.Waiting, now, null);
        return true;
    }

    /// <summary>What can be chosen under it; null where nothing can.</summary>
    public OfferedChoices? Offered() => OfferedChoices.Read(Choices);

    /// <summary>The choices that can be made now, as buttons.</summary>
    public IReadOnlyList<Button> ButtonsLeft() =>
        Offered() is { Spent: false } offered
            ?
            [
                .. offered
                    .Choices.Index()
                    .Where(c => c.Item.ChosenAt is null)
                    .Select(c => new Button(c.Index, c.Item.Label)),
            ]
            : [];

    /// <summary>Somebody chose; the choice's value, or null where it does not count (any more).</summary>
    public string? Choose(int index, Instant at)
    {
        if (
            State is DeliveryState.Recalled
            || Offered() is not { } offered
            || offered.Choose(index, at) is not { } chosen
        )
            return null;
        Choices = chosen.Kept;
        return chosen.Value;
    }

    /// <summary>Taken back, or given up after it failed; false when it, or a part of it, is on its way or gone.</summary>
    public bool Recall()
    {
        if (State is not (DeliveryState.Failed or DeliveryState.Waiting) || PartsSent > 0)
            return false;
        State = DeliveryState.Recalled;
        return true;
    }
}

/// <summary>One call to the platform: written before it, closed after it.</summary>
internal sealed class DeliveryAttempt
{
    public DeliveryId DeliveryId { get; init; }
    public int Number { get; init; }
    public Instant StartedAt { get; init; }
    public Instant? EndedAt { get; init; }

    [NotAboutMember("a code of ours")]
    public string? Outcome { get; init; }
}
