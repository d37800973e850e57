using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Moderation.Languages;
using SharedCommunity.Moderation.Questions;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Moderation.Intake;

/// <summary>Decides of each message which inquiry it opens, joins, reopens or leaves alone. Touches no database.</summary>
internal sealed class Sorting(IEnumerable<Thread> known, ServiceClock clock, Instant now)
{
    /// <summary>Messages of one member so close together are one inquiry.</summary>
    public static readonly Duration Together = Duration.FromMinutes(5);

    /// <summary>A private message after the end reopens for so long; later it opens a new one.</summary>
    public static readonly Duration Reopens = Duration.FromHours(72);

    /// <summary>Private messages belong to the custodian for so long after the end.</summary>
    public static readonly Duration CustodyLasts = Duration.FromDays(14);

    private readonly Dictionary<MemberId, List<Thread>> threads = known
        .GroupBy(thread => thread.Member)
        .ToDictionary(group => group.Key, group => group.OrderBy(thread => thread.LastMessageAt).ToList());

    public List<(MessageId Message, AgencyId? Custody)> Placed { get; } = [];
    public List<Thread> Opened { get; } = [];
    public List<(MessagePosted Message, Thread Thread, bool InText)> Joined { get; } = [];
    public List<(Thread Thread, InquiryEventKind Kind, Instant At)> Happened { get; } = [];
    public bool AnyTouched => Joined.Count > 0;

    public IEnumerable<Thread> Touched => threads.Values.SelectMany(all => all).Where(t => t.Touched && t.New is null);

    /// <summary>A private message that no member wrote.</summary>
    public void PlaceOnly(MessagePosted message)
    {
        if (message.Private)
            Placed.Add((message.Message, null));
    }

    public void Sort(MessagePosted message, MemberId member)
    {
        // What is answered to an agency about a referral is that agency's alone, whoever has the conversation now.
        if (message.AnswersFor is { } agency)
        {
            Placed.Add((message.Message, agency));
            return;
        }
        // Whether somebody asks for their referrals is for nobody else to read: it is not placed.
        if (message.Private && BotCommand.Is(message.Text, MemberCommands.Referrals, message.BotName, out _))
            return;
        var thread = InquiryOf(message, member);
        if (message.Private)
            // The message is in the custody of its inquiry; one that belongs to none, in that of the last custodian.
            Placed.Add((message.Message, thread is null ? CustodyOf(member, message.SentAt) : thread.Custody));
    }

    private Thread? InquiryOf(MessagePosted message, MemberId member)
    {
        var isAsk = Commands.TryAsk(message.Text, message.BotName, out var asked);
        if (!isAsk && Commands.IsCommand(message.Text))
            return null;
        var text = isAsk ? asked : message.Text;
        var current = Current(member, message);
        // What was chosen is heard where it was asked; the words stand in the conversation and ask for nothing.
        if (message.AnswersChoice)
            return current is null ? null : Attach(current, message, inText: false);
        if (current?.State == InquiryState.Waiting && !message.RepliesToPerson)
            return Resume(current, message, text);
        return message.Private
            ? Privately(message, member, text, current)
            : InGroup(message, member, text, current, isAsk);
    }

    private Thread Privately(MessagePosted message, MemberId member, string text, Thread? current)
    {
        if (current is { State: InquiryState.Open })
            return Join(current, message, text);
        if (current is { ClosedAt: { } closedAt })
        {
            var since = message.SentAt - closedAt;
            if (since <= CustodyLasts && ThanksDetection.IsOnlyThanks(text))
                return Attach(current, message, inText: false);
            if (since <= Reopens && current.ClosedFor != CloseReason.NotAnInquiry)
                return Reopen(current, message, text);
        }

        return Open(message, member, text, InquirySource.Private, CustodyOf(member, message.SentAt));
    }

    private Thread? InGroup(MessagePosted message, MemberId member, string text, Thread? current, bool isAsk)
    {
        if (message.RepliesToPerson && !isAsk)
            return null;
        var together = current is { State: InquiryState.Open } && message.SentAt - current.LastMessageAt <= Together;
        if (together && !Held(current!))
            return Join(current!, message, text);
        if (isAsk || QuestionDetection.Asks(text))
            return Open(message, member, text, isAsk ? InquirySource.Ask : InquirySource.Message, null);
        return together ? Attach(current!, message, inText: false) : null;
    }

    private Thread? Current(MemberId member, MessagePosted message)
    {
        if (!threads.TryGetValue(member, out var all))
            return null;
        // What is not closed comes first; of equals the newest.
        return all.Where(t => t.Private == message.Private && t.Channel == message.Channel)
            .OrderBy(t => t.State != InquiryState.Closed)
            .LastOrDefault();
    }

    private AgencyId? CustodyOf(MemberId member, Instant at) =>
        threads.TryGetValue(member, out var all)
            ? all.LastOrDefault(t =>
                t is { Private: true, Custody: not null } && (t.ClosedAt is not { } end || at - end <= CustodyLasts)
            )?.Custody
            : null;

    private bool Held(Thread thread) => thread.ClaimUntil > now;

    private Thread Open(MessagePosted message, MemberId member, string text, InquirySource source, AgencyId? custody)
    {
        var thread = new Thread
        {
            Id = InquiryId.New(),
            Member = member,
            Channel = message.Channel,
            Private = message.Private,
            LastMessageAt = message.SentAt,
            Text = text,
            State = InquiryState.Open,
            Custody = custody,
            New = (message, source),
        };
        if (!threads.TryGetValue(member, out var all))
            threads[member] = all = [];
        all.Add(thread);
        Opened.Add(thread);
        Joined.Add((message, thread, true));
        Happened.Add((thread, InquiryEventKind.Opened, message.SentAt));
        return thread;
    }

    // Before the claim the text grows; once somebody is on it, the message stands in the conversation only.
    private Thread Join(Thread thread, MessagePosted message, string text)
    {
        var grows = !Held(thread) && !ThanksDetection.IsOnlyThanks(text);
        Attach(thread, message, grows);
        if (!grows)
            return thread;
        thread.Append(text);
        thread.Changed = true;
        if (thread.New is null)
            Happened.Add((thread, InquiryEventKind.Joined, message.SentAt));
        return thread;
    }

    private Thread Resume(Thread thread, MessagePosted message, string text)
    {
        Attach(thread, message, inText: true);
        thread.Append(text);
        thread.Changed = true;
        thread.State = InquiryState.Open;
        Run(thread, clock.Resume(thread.WaitingLeft, message.SentAt));
        Happened.Add((thread, InquiryEventKind.Replied, message.SentAt));
        return thread;
    }

    private Thread Reopen(Thread thread, MessagePosted message, string text)
    {
        Attach(thread, message, inText: true);
        thread.Append(text);
        thread.Changed = true;
        thread.State = InquiryState.Open;
        thread.ClosedAt = null;
        Run(thread, clock.Start(message.SentAt));
        Happened.Add((thread, InquiryEventKind.Reopened, message.SentAt));
        return thread;
    }

    private Thread Attach(Thread thread, MessagePosted message, bool inText)
    {
        Joined.Add((message, thread, inText));
        thread.Touched = true;
        thread.LastMessageAt = Instant.Max(thread.LastMessageAt, message.SentAt);
        return thread;
    }

    private void Run(Thread thread, Reading reading)
    {
        thread.StartsAt = reading.StartsAt;
        thread.RespondBy = reading.Due;
        thread.DueSoonFrom = clock.DueSoonFrom(reading.StartsAt, reading.Due);
    }
}
