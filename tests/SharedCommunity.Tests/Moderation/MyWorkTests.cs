using System.Diagnostics;
using System.Text.Json;
using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Answers;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Moderation.Queue;
using SharedCommunity.Moderation.Work;
using Xunit;

namespace SharedCommunity.Tests.Moderation;

/// <summary>What a moderator finds on coming back, and what nobody else's custody lets through.</summary>
public sealed class MyWorkTests(ModerationFixture at) : IClassFixture<ModerationFixture>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await at.FreshCommunity();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_I_am_on_stands_first_and_the_most_urgent_open_one_is_named()
    {
        await at.Says("Salma", "How do I register my daughter for school?");
        await at.Says("Jean", "Where is the clinic?", after: Duration.FromHours(1));
        await at.Says("Ana", "Who helps with taxes?", after: Duration.FromHours(1));
        await Do(at.Amina, at.Get<ClaimInquiry>(), new ClaimInquiry.Request((await Asked("Salma")).Id));

        var mine = await Work(at.Amina);
        Assert.Equal(["Salma"], Names(mine.Mine));
        Assert.True(mine.Mine.Rows[0].Time is { Left: var left } && left > Duration.FromHours(21));
        Assert.True(mine.Mine.Rows[0].Claim is { IsMine: true });
        Assert.Equal((3, 2), (mine.Figures.Open, mine.Figures.Unclaimed));
        Assert.Equal("Jean", mine.FirstOpen?.MemberName);

        var theirs = await Work(at.Boris);
        Assert.Empty(theirs.Mine.Rows);
        Assert.Equal("Jean", theirs.FirstOpen?.MemberName);
    }

    [Fact]
    public async Task The_next_one_is_in_a_language_that_its_reader_speaks_where_there_is_one()
    {
        await at.Says("Salma", "How do I register my daughter for school?");
        await at.Says("Jean", "Where is the clinic?", after: Duration.FromHours(1));
        await at.Database.Administer(
            $"update moderation.inquiries set language = 'ar' where id = '{(await Asked("Salma")).Id}'",
            $"update moderation.inquiries set language = 'fr' where id = '{(await Asked("Jean")).Id}'",
            $"update communities.staff set languages = array['fr', 'en'] where id = '{at.Amina.Staff}'",
            $"update communities.staff set languages = array['so'] where id = '{at.Omar.Staff}'"
        );
        try
        {
            Assert.Equal("Jean", (await Work(at.Amina)).FirstOpen?.MemberName);
            Assert.Equal("Salma", (await Work(at.Omar)).FirstOpen?.MemberName);
        }
        finally
        {
            await at.Database.Administer("update communities.staff set languages = '{}'");
        }
    }

    [Fact]
    public async Task A_claim_that_ran_out_is_mine_no_more_and_what_is_past_its_promise_is_late()
    {
        await at.Says("Salma", "How do I register my daughter for school?");
        await Do(at.Amina, at.Get<ClaimInquiry>(), new ClaimInquiry.Request((await Asked("Salma")).Id));
        await at.Says("Jean", "Where is the clinic?", after: Duration.FromHours(19));

        var soon = await Work(at.Amina);
        Assert.Empty(soon.Mine.Rows);
        Assert.Equal(["Salma"], Names(soon.DueSoon));
        Assert.Equal(1, soon.DueSoon.Total);
        Assert.Empty(soon.Overdue.Rows);

        await at.Says("Ana", "Who helps with taxes?", after: Duration.FromHours(6));
        var late = await Work(at.Amina);
        Assert.Equal(["Salma"], Names(late.Overdue));
        Assert.Equal(1, late.Overdue.Total);
        Assert.Empty(late.DueSoon.Rows);
    }

    [Fact]
    public async Task A_private_inquiry_in_anothers_custody_is_a_number_and_nothing_else()
    {
        await at.Says("Oleh", "My landlord beats on the door", privately: true);
        var asked = await Asked("Oleh");
        await Do(at.Amina, at.Get<ClaimInquiry>(), new ClaimInquiry.Request(asked.Id));
        await Do(at.Amina, at.Get<NoteOnInquiry>(), new NoteOnInquiry.Request(asked.Id, "Oleh is afraid"));
        await Answer(at.Amina, asked, "We call Oleh", privately: true);
        await Failed("blocked");
        await Do(at.Amina, at.Get<ReopenInquiry>(), new ReopenInquiry.Request(asked.Id));

        var theirs = await Work(at.Boris);
        Assert.Equal(1, theirs.Figures.HiddenPrivate);
        var told = JsonSerializer.Serialize(
            theirs with
            {
                Figures = theirs.Figures with { HiddenPrivate = 0 },
            },
            KernelJson.Options
        );
        Assert.DoesNotContain("Oleh", told, StringComparison.Ordinal);
        Assert.DoesNotContain("landlord", told, StringComparison.Ordinal);
        Assert.DoesNotContain(asked.Id.ToString(), told, StringComparison.Ordinal);
        Assert.Empty(theirs.Since.Events);

        var ours = await Work(at.Omar);
        Assert.Equal(0, ours.Figures.HiddenPrivate);
        Assert.Equal(["Oleh is afraid"], ours.Notes.Select(note => note.Text));
        Assert.Equal("We call Oleh", Assert.Single(ours.NotArrived).Text);
    }

    [Fact]
    public async Task My_agency_waits_for_its_own_members_and_another_for_theirs()
    {
        await at.Says("Salma", "How do I register my daughter for school?");
        await at.Says("Jean", "Where is the clinic?", after: Duration.FromMinutes(1));
        await Do(at.Amina, at.Get<WaitForMember>(), new WaitForMember.Request((await Asked("Salma")).Id));
        await Do(at.Boris, at.Get<WaitForMember>(), new WaitForMember.Request((await Asked("Jean")).Id));
        Assert.Equal(["Salma"], Names((await Work(at.Omar)).Waiting));
        var theirs = (await Work(at.Boris)).Waiting;
        Assert.Equal(["Jean"], Names(theirs));
        Assert.Equal(1, theirs.Total);
        Assert.NotNull(theirs.Rows[0].WaitsSince);
    }

    [Fact]
    public async Task What_was_handed_over_comes_with_its_note_to_the_agency_that_has_it_now()
    {
        await at.Says("Salma", "How do I register my daughter for school?");
        var asked = await Asked("Salma");
        await Do(
            at.Boris,
            at.Get<AssignInquiry>(),
            new AssignInquiry.Request(asked.Id, To: "north", Note: "She lives near your office.")
        );
        var ours = await Work(at.Amina);
        Assert.Equal(["Salma"], Names(ours.HandedToUs));
        var note = Assert.Single(ours.Notes);
        Assert.Equal(
            ("Boris", "south", "Salma", "She lives near your office."),
            (note.StaffName, note.AgencySlug, note.MemberName, note.Text)
        );
        Assert.Equal(1, ours.Since.HandedOver);
        var theirs = await Work(at.Boris);
        Assert.Empty(theirs.HandedToUs.Rows);
        Assert.Empty(theirs.Notes);
        Assert.Equal(0, theirs.Since.HandedOver);

        // Whoever takes it has it among their own, and once.
        await Do(at.Omar, at.Get<ClaimInquiry>(), new ClaimInquiry.Request(asked.Id));
        Assert.Empty((await Work(at.Omar)).HandedToUs.Rows);
    }

    [Fact]
    public async Task An_answer_that_did_not_arrive_stays_until_another_follows_it()
    {
        await at.Says("Salma", "How do I register my daughter for school?");
        var asked = await Asked("Salma");
        await Answer(at.Amina, asked, "At the desk.", keepOpen: true);
        Assert.Empty((await Work(at.Amina)).NotArrived);
        await Failed("bot_removed");
        var lost = Assert.Single((await Work(at.Omar)).NotArrived);
        Assert.Equal(
            ("Salma", "At the desk.", "Amina", DeliveryState.Failed, "bot_removed"),
            (lost.MemberName, lost.Text, lost.StaffName, lost.State, lost.Failure)
        );
        Assert.Empty((await Work(at.Boris)).NotArrived);

        at.Clock.Advance(TimeSpan.FromMinutes(1));
        await Answer(at.Omar, asked, "Come by.", keepOpen: true, refusal: "claimed_by_other");
        await Answer(at.Amina, asked, "Come by.");
        Assert.Empty((await Work(at.Omar)).NotArrived);
    }

    [Fact]
    public async Task What_others_did_is_told_until_I_say_that_I_have_seen_it_and_looking_says_nothing()
    {
        await at.Says("Salma", "How do I register my daughter for school?");
        var asked = await Asked("Salma");
        await Answer(at.Boris, asked, "At the desk.");
        await Do(at.Amina, at.Get<ReopenInquiry>(), new ReopenInquiry.Request(asked.Id));
        for (var looks = 0; looks < 2; looks++)
        {
            var since = (await Work(at.Amina)).Since;
            Assert.Null(since.LastVisit);
            Assert.Equal((1, 0, 1), (since.Answered, since.Reopened, since.New));
            var told = Assert.Single(since.Events);
            Assert.Equal(
                ("answered", "Boris", "south", "Salma"),
                (told.Kind, told.StaffName, told.AgencySlug, told.MemberName)
            );
        }

        at.Clock.Advance(TimeSpan.FromMinutes(5));
        var read = at.Now;
        at.Clock.Advance(TimeSpan.FromMinutes(5));
        await Do(at.Boris, at.Get<ClaimInquiry>(), new ClaimInquiry.Request(asked.Id));
        at.Clock.Advance(TimeSpan.FromMinutes(5));

        // The page was read before Boris claimed: that is still news.
        await Do(at.Amina, at.Get<MarkWorkSeen>(), new MarkWorkSeen.Request(at.Community, AsOf: read));
        var after = (await Work(at.Amina)).Since;
        Assert.Equal((read, 0, 1, 0), (after.LastVisit, after.Answered, after.Claimed, after.New));

        await Do(at.Amina, at.Get<MarkWorkSeen>(), new MarkWorkSeen.Request(at.Community));
        await Do(at.Amina, at.Get<MarkWorkSeen>(), new MarkWorkSeen.Request(at.Community, AsOf: read));
        Assert.Empty((await Work(at.Amina)).Since.Events);
        // A visit is one person's: a colleague of the same agency was not here.
        Assert.Equal(3, (await Work(at.Omar)).Since.Events.Count);
    }

    [Fact]
    public async Task A_page_from_before_all_time_was_seen_long_ago()
    {
        await Do(at.Amina, at.Get<MarkWorkSeen>(), new MarkWorkSeen.Request(at.Community, AsOf: Instant.MinValue));
        Assert.Equal(Instant.FromUtc(1900, 1, 1, 0, 0), (await Work(at.Amina)).Since.LastVisit);
    }

    [Fact]
    public async Task Nobody_is_told_of_more_than_two_weeks()
    {
        await at.Says("Salma", "How do I register my daughter for school?");
        await Do(at.Amina, at.Get<MarkWorkSeen>(), new MarkWorkSeen.Request(at.Community));
        at.Clock.Advance(TimeSpan.FromMinutes(1));
        await Do(at.Boris, at.Get<ClaimInquiry>(), new ClaimInquiry.Request((await Asked("Salma")).Id));
        at.Clock.Advance(TimeSpan.FromDays(15));
        var since = (await Work(at.Amina)).Since;
        Assert.Equal(at.Now - Duration.FromDays(14), since.From);
        Assert.Empty(since.Events);
    }

    [Fact]
    public async Task The_tour_is_put_away_by_each_for_themselves_and_twice_is_once()
    {
        Assert.False((await Work(at.Viewer)).TourLeft);
        await Do(at.Viewer, at.Get<LeaveTour>(), new LeaveTour.Request());
        await Do(at.Viewer, at.Get<LeaveTour>(), new LeaveTour.Request());
        Assert.True((await Work(at.Viewer)).TourLeft);
        Assert.False((await Work(at.Boris)).TourLeft);
    }

    [Fact]
    public async Task It_takes_as_many_statements_for_forty_inquiries_as_for_one()
    {
        await at.Says("Salma", "How do I register my daughter for school?");
        var few = await Statements(() => Work(at.Amina));
        await at.Write(Enumerable.Range(0, 40).Select(i => ($"Member {i}", $"Where is the clinic number {i}?", false)));
        foreach (var asked in (await at.As(at.Amina, at.Get<ListQueue>(), new(at.Community))).Value!.Items.Take(6))
            await Do(
                at.Boris,
                at.Get<AssignInquiry>(),
                new AssignInquiry.Request(asked.Id, To: "north", Note: "Yours")
            );
        at.Clock.Advance(TimeSpan.FromHours(25));
        var work = await Work(at.Amina);
        Assert.Equal((41, 5, 5), (work.Overdue.Total, work.Overdue.Rows.Count, work.HandedToUs.Rows.Count));
        Assert.Equal(6, work.Notes.Count);
        Assert.Equal(few, await Statements(() => Work(at.Amina)));
        Assert.InRange(few, 1, 10);
    }

    [Fact]
    public async Task A_partner_and_a_stranger_find_no_work_here_and_leave_no_visit()
    {
        foreach (var outsider in new[] { at.Partner, at.Stranger })
        {
            Assert.Equal("not_found", (await at.As(outsider, at.Get<ShowMyWork>(), new(at.Community))).Refusal?.Code);
            await Do(outsider, at.Get<MarkWorkSeen>(), new MarkWorkSeen.Request(at.Community), "not_found");
        }

        Assert.Equal(
            [0L],
            await at.Count("select count(*) from moderation.visits where community_id = $1", at.Community.Value)
        );
    }

    /// <summary>How many statements the database was asked meanwhile; other tests have a trace of their own.</summary>
    private static async Task<int> Statements(Func<Task> what)
    {
        var count = 0;
        using var mine = new Activity("statements").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = one =>
            {
                if (one.TraceId == mine.TraceId)
                    Interlocked.Increment(ref count);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await what();
        return count;
    }

    private async Task<MyWork> Work(Someone who)
    {
        var shown = await at.As(who, at.Get<ShowMyWork>(), new(at.Community));
        Assert.True(shown.IsDone, shown.Refusal?.Code);
        return shown.Value;
    }

    private async Task<InquiryItem> Asked(string who)
    {
        var page = await at.As(at.Amina, at.Get<ListQueue>(), new(at.Community));
        return page.Value!.Items.Single(item => item.Member.Name == who);
    }

    private async Task Answer(
        Someone who,
        InquiryItem asked,
        string text,
        bool privately = false,
        bool keepOpen = false,
        string? refusal = null
    )
    {
        var version = (await at.As(at.Amina, at.Get<ShowInquiry>(), new(asked.Id))).Value!.Version;
        var request = new AnswerInquiry.Request(asked.Id, text, version, privately, keepOpen);
        await Do(who, at.Get<AnswerInquiry>(), request, refusal);
    }

    private async Task Do<TRequest, TSubject, TResult>(
        Someone who,
        UseCase<TRequest, TSubject, TResult> useCase,
        TRequest request,
        string? refusal = null
    )
        where TRequest : notnull
        where TSubject : class => Assert.Equal(refusal, (await at.As(who, useCase, request)).Refusal?.Code);

    /// <summary>The platform refuses what is on its way.</summary>
    private Task Failed(string failure) =>
        at.Database.Administer(
            $"update channels.deliveries set state = 'Failed', failure = '{failure}' where community_id = '{at.Community}'"
        );

    private static IEnumerable<string> Names(WorkList list) => list.Rows.Select(row => row.MemberName);
}
