using NodaTime;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Answers;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Moderation.Queue;
using Xunit;

namespace SharedCommunity.Tests.Moderation;

/// <summary>The undo of a closing, and the queue asked for what is urgent.</summary>
public sealed class UndoCloseTests(ModerationFixture at) : IClassFixture<ModerationFixture>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await at.FreshCommunity();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Undo_gives_back_exactly_the_clock_and_the_claim_that_were()
    {
        await at.Says("Salma", "How do I register my daughter for school?");
        at.Clock.Advance(TimeSpan.FromHours(5));
        var before = await Do(at.Get<ClaimInquiry>(), new(Only(await Queue()).Id));
        at.Clock.Advance(TimeSpan.FromMinutes(2));
        var closed = await Do(at.Get<CloseInquiry>(), new(before.Id, CloseReason.OutOfScope));
        Assert.Null(closed.RespondBy);
        at.Clock.Advance(TimeSpan.FromSeconds(4));
        var back = await Do(at.Get<ReopenInquiry>(), new(before.Id, Undo: true));
        Assert.Equal(before.RespondBy, back.RespondBy);
        Assert.Equal(InquiryStanding.Claimed, back.State);
        Assert.Equal(before.Claim!.Until, back.Claim!.Until);
    }

    [Fact]
    public async Task One_that_waited_for_the_member_waits_again_and_is_owed_the_time_that_was_left()
    {
        await at.Says("Jean", "Where is the clinic?");
        var asked = Only(await Queue());
        at.Clock.Advance(TimeSpan.FromHours(4));
        await Do(at.Get<WaitForMember>(), new(asked.Id));
        await Do(at.Get<CloseInquiry>(), new(asked.Id, CloseReason.NoReply));
        var back = await Do(at.Get<ReopenInquiry>(), new(asked.Id, Undo: true));
        Assert.Equal(InquiryStanding.Waiting, back.State);
        var left = await at.Database.Read(
            "select extract(epoch from waiting_left)::float8 from moderation.inquiries where id = $1",
            row => row.GetDouble(0) / 3600,
            asked.Id.Value
        );
        Assert.InRange(Assert.Single(left), 19.9, 20);
    }

    [Theory]
    [InlineData(true, 120)]
    [InlineData(false, 4)]
    public async Task Later_or_by_somebody_else_it_is_opened_again_with_a_clock_of_its_own(bool mine, int seconds)
    {
        await at.Says("Ana", "Who helps with taxes?");
        var asked = Only(await Queue());
        at.Clock.Advance(TimeSpan.FromHours(6));
        await Do(at.Get<CloseInquiry>(), new(asked.Id, CloseReason.OutOfScope));
        at.Clock.Advance(TimeSpan.FromSeconds(seconds));
        var who = mine ? at.Amina : at.Boris;
        var again = await at.As(who, at.Get<ReopenInquiry>(), new(asked.Id, Undo: true));
        Assert.True(again.IsDone, again.Refusal?.Code);
        Assert.Equal(at.Now + Duration.FromHours(24), again.Value.RespondBy);
    }

    [Fact]
    public async Task The_queue_is_asked_for_what_is_late_or_due_soon_whoever_is_on_it()
    {
        await at.Says("Late", "Where is the school?");
        await at.Says("Soon", "Where is the clinic?", after: Duration.FromHours(5));
        await at.Says("Fresh", "Where is the library?", after: Duration.FromHours(15));
        at.Clock.Advance(TimeSpan.FromHours(5));
        await Do(at.Get<ClaimInquiry>(), new(Only(await Queue(QueueState.Overdue)).Id));
        Assert.Equal(["Late"], Names(await Queue(QueueState.Overdue)));
        Assert.Equal(["Soon"], Names(await Queue(QueueState.DueSoon)));
        Assert.Equal(["Late", "Soon", "Fresh"], Names(await Queue()));
        var waiting = Only(await Queue(QueueState.DueSoon));
        await Do(at.Get<WaitForMember>(), new(waiting.Id));
        // No clock of its runs: nothing of it is due.
        Assert.Empty(await Queue(QueueState.DueSoon));
    }

    private async Task<InquiryItem> Do<TRequest, TSubject>(
        UseCase<TRequest, TSubject, InquiryItem> useCase,
        TRequest request
    )
        where TRequest : notnull
        where TSubject : class
    {
        var done = await at.As(at.Amina, useCase, request);
        Assert.True(done.IsDone, done.Refusal?.Code);
        return done.Value;
    }

    private async Task<IReadOnlyList<InquiryItem>> Queue(QueueState? state = null) =>
        (await at.As(at.Amina, at.Get<ListQueue>(), new(at.Community, state))).Value!.Items;

    private static InquiryItem Only(IReadOnlyList<InquiryItem> items) => Assert.Single(items);

    private static IEnumerable<string> Names(IReadOnlyList<InquiryItem> items) => items.Select(i => i.Member.Name);
}
