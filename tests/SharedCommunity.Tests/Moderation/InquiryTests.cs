using NodaTime;
using SharedCommunity.Channels.Deliveries;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Answers;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Moderation.Queue;
using Xunit;

namespace SharedCommunity.Tests.Moderation;

public sealed class InquiryTests(ModerationFixture at) : IClassFixture<ModerationFixture>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await at.FreshCommunity();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<IReadOnlyList<InquiryItem>> Queue(Someone who, QueueState? state = null)
    {
        var page = await at.As(who, at.Get<ListQueue>(), new(at.Community, state));
        Assert.True(page.IsDone, page.Refusal?.Code);
        return page.Value.Items;
    }

    private async Task<InquiryItem> Only(Someone who) => Assert.Single(await Queue(who));

    private Task<Outcome<InquiryItem>> Claim(Someone who, InquiryItem it) =>
        at.As(who, at.Get<ClaimInquiry>(), new(it.Id));

    private Task<Outcome<InquiryItem>> Answer(
        Someone who,
        InquiryItem it,
        bool keepOpen = false,
        bool? privately = null
    ) => at.As(who, at.Get<AnswerInquiry>(), new(it.Id, "At the desk.", it.Version, privately, keepOpen));

    private static InquiryItem Done(Outcome<InquiryItem> outcome)
    {
        Assert.True(outcome.IsDone, outcome.Refusal?.Code);
        return outcome.Value;
    }

    [Fact]
    public async Task A_question_in_the_group_is_claimed_by_one_and_answered_by_no_other()
    {
        await at.Says("Salma", "كيف أسجل ابنتي في المدرسة؟");
        var asked = await Only(at.Boris);
        Assert.Equal("ar", asked.Language);
        Assert.Contains("school", asked.Topics);
        Assert.Equal(asked.AskedAt + Duration.FromHours(24), asked.RespondBy);

        Done(await Claim(at.Amina, asked));
        var seen = await Only(at.Boris);
        Assert.Equal(InquiryStanding.Claimed, seen.State);
        Assert.Equal(("Amina", "north"), (seen.Claim!.Staff, seen.Claim.Agency));
        Assert.Equal("claimed_by_other", (await Answer(at.Boris, seen)).Refusal?.Code);
        Assert.Equal("claimed_by_other", (await Claim(at.Omar, seen)).Refusal?.Code);

        var answered = Done(await Answer(at.Amina, seen));
        Assert.Equal(InquiryStanding.Closed, answered.State);
        Assert.Equal(1, answered.Answers);
        Assert.Empty(await Queue(at.Boris));
        Assert.Equal(
            [1L],
            await at.Count(
                """
                select count(*) from channels.deliveries d join moderation.answers a on a.delivery_id = d.id
                where a.inquiry_id = $1 and d.state = 'Waiting' and d.to_account_id is null and d.reply_to is not null
                """,
                asked.Id.Value
            )
        );
        Assert.Equal(
            ["Opened", "Claimed", "Answered"],
            (
                await at.Database.Read(
                    "select kind from moderation.inquiry_events where inquiry_id = $1 order by at, id",
                    row => row.GetString(0),
                    asked.Id.Value
                )
            )
        );
    }

    [Fact]
    public async Task Answering_what_nobody_claimed_claims_it()
    {
        await at.Says("Jean", "Où trouver un médecin de famille ?");
        var answered = Done(await Answer(at.Boris, await Only(at.Boris), keepOpen: true));
        Assert.Equal(InquiryStanding.Claimed, answered.State);
        Assert.Equal("Boris", answered.Claim!.Staff);
        Assert.Null(answered.RespondBy);
    }

    [Fact]
    public async Task Messages_close_together_are_one_inquiry_until_somebody_is_on_it()
    {
        await at.Says("Oleh", "Where is the clinic?");
        var first = await Only(at.Amina);
        await at.Says("Oleh", "I have no car", after: Duration.FromMinutes(3));
        var both = await Only(at.Amina);
        Assert.Equal("Where is the clinic?\nI have no car", both.Text);
        Assert.Equal(first.RespondBy, both.RespondBy);
        Assert.Equal("changed", (await Answer(at.Amina, first)).Refusal?.Code);

        Done(await Claim(at.Amina, both));
        await at.Says("Oleh", "and it hurts", after: Duration.FromMinutes(1));
        Assert.Equal(both.Text, (await Only(at.Amina)).Text);

        await at.Says("Oleh", "Is there a pharmacy too?", after: Duration.FromMinutes(6));
        Assert.Equal(2, (await Queue(at.Amina)).Count);
    }

    [Fact]
    public async Task Talk_and_replies_to_persons_and_commands_are_no_inquiries()
    {
        await at.Says("Ana", "Good morning all");
        await at.Says("Ana", "where did you find it?", toPerson: true);
        await at.Says("Ana", "/start abc", privately: true);
        Assert.Empty(await Queue(at.Amina));
        await at.Says("Ana", "/ask@help_bot dentist near Rideau", after: Duration.FromHours(1));
        var asked = await Only(at.Amina);
        Assert.Equal(("dentist near Rideau", InquirySource.Ask), (asked.Text, asked.Source));
    }

    [Fact]
    public async Task The_first_claim_of_a_private_inquiry_takes_it_out_of_everybody_elses_sight()
    {
        var message = await at.Says("Mina", "My husband took my papers", privately: true);
        var asked = await Only(at.Boris);
        Assert.True(asked.Private);

        Done(await Claim(at.Amina, asked));
        Assert.Empty(await Queue(at.Boris));
        Assert.Equal("not_found", (await Claim(at.Boris, asked)).Refusal?.Code);
        Assert.Equal("not_found", (await at.As(at.Boris, at.Get<ShowInquiry>(), new(asked.Id))).Refusal?.Code);
        var page = await at.As(at.Boris, at.Get<ShowQueue>(), new(await Slug()));
        Assert.Equal(1, page.Value!.Counts.HiddenPrivate);
        foreach (var table in new[] { "inquiry_messages", "inquiry_events" })
            Assert.Equal(
                [0L],
                await at.Count(
                    $"select count(*) from moderation.{table} where inquiry_id = $1 and custody_agency_id is null",
                    asked.Id.Value
                )
            );
        Assert.Equal(
            [1L],
            await at.Count(
                "select count(*) from channels.messages where id = $1 and custody_agency_id = $2",
                message.Value,
                at.North.Value
            )
        );

        // A colleague of the custodian sees it; lease and answer may end, custody stays.
        Assert.Equal("answered_privately", (await Answer(at.Amina, asked, privately: false)).Refusal?.Code);
        Done(await Answer(at.Amina, asked));
        Assert.Empty(await Queue(at.Boris, QueueState.Closed));
        Assert.Single(await Queue(at.Omar, QueueState.Closed));
    }

    [Fact]
    public async Task After_the_answer_thanks_reopen_nothing_and_words_reopen_for_three_days()
    {
        await at.Says("Nour", "I need a doctor", privately: true);
        var asked = await Only(at.Amina);
        Done(await Answer(at.Amina, asked));

        await at.Says("Nour", "شكراً جزيلاً 🙏", privately: true, after: Duration.FromHours(1));
        Assert.Empty(await Queue(at.Amina));

        await at.Says("Nour", "They were closed", privately: true, after: Duration.FromHours(70));
        var again = await Only(at.Amina);
        Assert.Equal(asked.Id, again.Id);
        Assert.Equal(at.Now + Duration.FromHours(24), again.RespondBy);
        Assert.Empty(await Queue(at.Boris));
        Done(await Answer(at.Omar, again));

        // Later it is a new one, still in the custody of the agency that answered, for two weeks.
        await at.Says("Nour", "Another thing", privately: true, after: Duration.FromHours(80));
        var next = await Only(at.Amina);
        Assert.NotEqual(asked.Id, next.Id);
        Assert.Empty(await Queue(at.Boris));
        Done(await Answer(at.Amina, next));
        await at.Says("Nour", "And one more", privately: true, after: Duration.FromDays(15));
        Assert.Single(await Queue(at.Boris));
    }

    [Fact]
    public async Task A_lease_expires_and_a_take_over_is_recorded()
    {
        await at.Says("Ivan", "Where is the library?");
        var asked = await Only(at.Amina);
        Done(await Claim(at.Amina, asked));
        at.Clock.Advance(TimeSpan.FromMinutes(14));
        Done(await Claim(at.Amina, asked));
        at.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal("claimed_by_other", (await Claim(at.Boris, asked)).Refusal?.Code);
        at.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Null((await Only(at.Boris)).Claim);
        Done(await Claim(at.Boris, asked));
        Assert.Equal("claimed_by_other", (await Answer(at.Amina, asked)).Refusal?.Code);
        Assert.Equal(
            ["Amina"],
            await at.Database.Read(
                "select note from moderation.inquiry_events where inquiry_id = $1 and kind = 'TakenOver'",
                row => row.GetString(0),
                asked.Id.Value
            )
        );
        Assert.Equal(
            "claimed_by_other",
            (await at.As(at.Amina, at.Get<ReleaseInquiry>(), new(asked.Id))).Refusal?.Code
        );
        Done(await at.As(at.Boris, at.Get<ReleaseInquiry>(), new(asked.Id)));
        Assert.Equal(InquiryStanding.Open, (await Only(at.Amina)).State);
    }

    [Fact]
    public async Task The_holding_reply_comes_once_and_moves_the_clock()
    {
        await at.Says("Rosa", "¿Dónde puedo aprender inglés?");
        var asked = await Only(at.Amina);
        at.Clock.Advance(TimeSpan.FromHours(2));
        var extended = Done(await at.As(at.Amina, at.Get<ExtendInquiry>(), new(asked.Id)));
        Assert.Equal(at.Now + Duration.FromHours(24), extended.RespondBy);
        Assert.Equal(InquiryStanding.Claimed, extended.State);
        Assert.Equal("already_extended", (await at.As(at.Amina, at.Get<ExtendInquiry>(), new(asked.Id))).Refusal?.Code);
    }

    [Fact]
    public async Task Waiting_keeps_the_time_that_is_left()
    {
        await at.Says("Tesfay", "where do I get a SIN number?", privately: true);
        var asked = await Only(at.Amina);
        at.Clock.Advance(TimeSpan.FromHours(20));
        var waiting = Done(await at.As(at.Amina, at.Get<WaitForMember>(), new(asked.Id, "Do you have a permit?")));
        Assert.Equal((InquiryStanding.Waiting, null), (waiting.State, waiting.RespondBy));
        await at.Says("Tesfay", "yes", privately: true, after: Duration.FromHours(50));
        var back = await Only(at.Amina);
        Assert.Equal((InquiryStanding.Open, at.Now + Duration.FromHours(4)), (back.State, back.RespondBy));
    }

    [Fact]
    public async Task A_private_inquiry_is_handed_over_and_given_back_with_all_that_hangs_on_it()
    {
        await at.Says("Hana", "I want to tell you something", privately: true);
        var asked = await Only(at.Amina);
        Done(await Claim(at.Amina, asked));
        await at.As(at.Amina, at.Get<NoteOnInquiry>(), new(asked.Id, "Careful."));
        Assert.Equal(
            "not_a_colleague",
            (await at.As(at.Amina, at.Get<AssignInquiry>(), new(asked.Id, "third"))).Refusal?.Code
        );
        Assert.True((await at.As(at.Amina, at.Get<AssignInquiry>(), new(asked.Id, "south"))).IsDone);
        Assert.Empty(await Queue(at.Amina));
        var theirs = await Only(at.Boris);
        Assert.Equal("south", theirs.AssignedTo);
        var view = await at.As(at.Boris, at.Get<ShowInquiry>(), new(asked.Id));
        Assert.Single(view.Value!.Notes);
        Assert.Single(view.Value.Talk);

        Assert.Equal("not_found", (await at.As(at.Amina, at.Get<GiveBackInquiry>(), new(asked.Id))).Refusal?.Code);
        Done(await at.As(at.Boris, at.Get<GiveBackInquiry>(), new(asked.Id)));
        Assert.Single(await Queue(at.Amina));
        Assert.Single(await Queue(at.Boris));
    }

    [Fact]
    public async Task What_an_agency_had_returns_to_the_queue_when_it_leaves()
    {
        await at.Says("Lina", "please help me", privately: true);
        await at.Says("Karim", "Where is the mosque?");
        foreach (var asked in await Queue(at.Boris))
            Done(await Claim(at.Boris, asked));
        Assert.Single(await Queue(at.Amina));
        await at.Database.Administer(
            $"update communities.co_hosts set state = 'Suspended' where community_id = '{at.Community}' and agency_id = '{at.South}'"
        );
        await at.Work.Run(
            Scope.Agency(at.North),
            (unit, _) =>
            {
                unit.Announce(new CoHostingEnded(at.Community, at.South));
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken
        );
        var back = await Queue(at.Amina);
        Assert.Equal(2, back.Count);
        Assert.All(back, it => Assert.Null(it.Claim));
        Assert.Equal("not_found", (await at.As(at.Boris, at.Get<ListQueue>(), new(at.Community))).Refusal?.Code);
    }

    [Fact]
    public async Task The_queue_is_by_due_time_in_pages_and_filters()
    {
        await at.Says("A", "Where is the first office?");
        await at.Says("B", "Où est le deuxième bureau ?", after: Duration.FromMinutes(1));
        await at.Says("C", "Where is the third office?", after: Duration.FromMinutes(1));
        Done(await Answer(at.Amina, (await Queue(at.Amina))[0], keepOpen: true));
        var first = await at.As(at.Amina, at.Get<ListQueue>(), new(at.Community, Limit: 2));
        Assert.Equal(["B", "C"], first.Value!.Items.Select(it => it.Member.Name));
        var next = await at.As(at.Amina, at.Get<ListQueue>(), new(at.Community, Limit: 2, After: first.Value.Next));
        // What has no clock running any more comes last.
        Assert.Equal(["A"], next.Value!.Items.Select(it => it.Member.Name));
        Assert.Null(next.Value.Next);
        Assert.Equal(["A"], (await Queue(at.Amina, QueueState.Claimed)).Select(it => it.Member.Name));
        Assert.Equal(["B", "C"], (await Queue(at.Amina, QueueState.Open)).Select(it => it.Member.Name));
        var french = await at.As(at.Amina, at.Get<ListQueue>(), new(at.Community, Language: "fr"));
        Assert.Equal(["B"], french.Value!.Items.Select(it => it.Member.Name));
        var north = await at.As(at.Boris, at.Get<ListQueue>(), new(at.Community, Agency: "north"));
        Assert.Equal(["A"], north.Value!.Items.Select(it => it.Member.Name));
        var bent = await at.As(at.Boris, at.Get<ListQueue>(), new(at.Community, After: "no key"));
        Assert.Equal(RefusalKind.Malformed, bent.Refusal?.Kind);
    }

    [Fact]
    public async Task Calls_and_visits_are_entered_and_messages_marked_or_unmarked()
    {
        var entered = Done(
            await at.As(
                at.Amina,
                at.Get<EnterInquiry>(),
                new("Needs a daycare place", InquirySource.Phone, at.Community, Name: "Zahra", Contact: "613-555-0100")
            )
        );
        Assert.Equal((InquirySource.Phone, "Zahra"), (entered.Source, entered.Member.Name));
        Assert.Contains("childcare", entered.Topics);
        Assert.Equal(1, Done(await Answer(at.Boris, entered)).Answers);
        Assert.Equal(
            [0L],
            await at.Count(
                "select count(*) from channels.deliveries d join moderation.answers a on a.delivery_id = d.id where a.inquiry_id = $1",
                entered.Id.Value
            )
        );

        var message = await at.Says("Bo", "The heating in our flat is broken");
        Assert.Empty(await Queue(at.Amina));
        var marked = Done(await at.As(at.Amina, at.Get<MarkMessage>(), new(message)));
        Assert.Equal(InquirySource.Marked, marked.Source);
        Assert.Equal("already_an_inquiry", (await at.As(at.Boris, at.Get<MarkMessage>(), new(message))).Refusal?.Code);
        Done(await at.As(at.Boris, at.Get<UnmarkInquiry>(), new(marked.Id)));
        Assert.Empty(await Queue(at.Amina));
        Done(await at.As(at.Boris, at.Get<ReopenInquiry>(), new(marked.Id)));
        var corrected = Done(
            await at.As(at.Boris, at.Get<CorrectInquiry>(), new(marked.Id, "fr", ["housing", "safety"]))
        );
        Assert.Equal(("fr", 2), (corrected.Language, corrected.Topics.Count));
        Assert.Equal(
            RefusalKind.Invalid,
            (await at.As(at.Boris, at.Get<CorrectInquiry>(), new(marked.Id, null, ["weather"]))).Refusal?.Kind
        );
        Done(await at.As(at.Boris, at.Get<CloseInquiry>(), new(marked.Id, CloseReason.OutOfScope)));
        Assert.Equal("inquiry_closed", (await Claim(at.Boris, marked)).Refusal?.Code);
    }

    [Fact]
    public async Task What_was_private_is_published_only_with_a_yes_and_without_a_name()
    {
        await at.Says("Layla Haddad", "I am Layla, call 613-555-0142: how do I leave my flat?", privately: true);
        var asked = await Only(at.Amina);
        Done(await Claim(at.Amina, asked));
        var preview = await at.As(at.Amina, at.Get<PreviewPublication>(), new(asked.Id));
        Assert.DoesNotContain("Layla", preview.Value!.Question, StringComparison.Ordinal);
        Assert.DoesNotContain("0142", preview.Value.Question, StringComparison.Ordinal);
        Task<Outcome<InquiryItem>> Publish(string text, bool agreed) =>
            at.As(at.Amina, at.Get<PublishInquiry>(), new(asked.Id, text, agreed));
        Assert.Equal("member_must_agree", (await Publish("How to leave a flat", false)).Refusal?.Code);
        Assert.Equal("not_anonymous", (await Publish("Layla asks how to leave", true)).Refusal?.Code);
        Done(await Publish("How to leave a flat: give sixty days' notice.", true));
        Assert.Equal(
            [1L],
            await at.Count(
                "select count(*) from channels.deliveries where channel_id = $1 and custody_agency_id is null and state = 'Waiting'",
                at.Group.Value
            )
        );
    }

    [Fact]
    public async Task Answers_outside_hours_are_held_and_can_be_taken_back()
    {
        await at.FreshCommunity(
            """
            {"respondWithin":"PT24H","rule":"fromOpening","hours":[{"days":["mon","tue","wed","thu","fri"],"from":"09:00","to":"17:00"}],"holidays":[],"replyOutsideHours":false}
            """
        );
        at.Clock.SetUtcNow(new DateTimeOffset(2027, 1, 5, 3, 0, 0, TimeSpan.Zero));
        await at.Says("Night", "Where is the shelter?");
        var asked = await Only(at.Amina);
        Assert.Equal(Instant.FromUtc(2027, 1, 6, 14, 0), asked.RespondBy);
        Done(await Answer(at.Amina, asked));
        var view = await at.As(at.Amina, at.Get<ShowInquiry>(), new(asked.Id));
        var line = Assert.Single(view.Value!.Talk, line => line.Kind == TalkKind.Answer);
        Assert.Equal(Instant.FromUtc(2027, 1, 5, 14, 0), line.HeldUntil);
        var back = Done(await at.As(at.Amina, at.Get<RecallAnswer>(), new(asked.Id, AnswerId.From(line.Key))));
        Assert.Equal((InquiryStanding.Open, 0, asked.RespondBy), (back.State, back.Answers, back.RespondBy));
    }

    [Fact]
    public async Task An_answer_that_failed_and_was_given_up_leaves_its_question_open_as_before()
    {
        await at.Says("Given up", "Where is the food bank?");
        var asked = await Only(at.Amina);
        Done(await Answer(at.Amina, asked));
        Assert.Empty(await Queue(at.Amina));
        async Task<Outcome<Done>> GiveUp(int partsSent)
        {
            await at.Database.Administer(
                $"update channels.deliveries set state = 'Failed', failure = 'bot_removed', parts_sent = {partsSent} where community_id = '{at.Community}'"
            );
            var id = Assert.Single(
                await at.Database.Read(
                    "select id from channels.deliveries where community_id = $1",
                    row => row.GetGuid(0),
                    at.Community.Value
                )
            );
            return await at.As(at.Boris, at.Get<RecallDelivery>(), new(DeliveryId.From(id)));
        }
        // A part of it was read: it cannot count as never given.
        Assert.Equal("partly_arrived", (await GiveUp(partsSent: 1)).Refusal?.Code);
        Assert.Empty(await Queue(at.Amina));

        Assert.True((await GiveUp(partsSent: 0)).IsDone);
        var back = await Only(at.Amina);
        Assert.Equal(
            (asked.Id, InquiryStanding.Open, 0, null, asked.RespondBy),
            (back.Id, back.State, back.Answers, back.AnsweredAt, back.RespondBy)
        );
        var view = await at.As(at.Amina, at.Get<ShowInquiry>(), new(asked.Id));
        var line = Assert.Single(view.Value!.History, line => line.Kind == "answer_recalled");
        Assert.Equal(("Boris", "south"), (line.StaffName, line.AgencySlug));
        Done(await Answer(at.Omar, back));
    }

    [Fact]
    public async Task Whoever_has_left_is_not_offered_and_not_accepted_and_no_agency_falls_off_the_list()
    {
        await at.Says("Tenant", "Who helps with my landlord?");
        var asked = await Only(at.Amina);
        var left = StaffId.New();
        // More people than the list holds, in the agency that comes first.
        await at.Database.Administer(
            $"""
            insert into communities.staff (id, agency_id, display_name, languages, joined_at)
            select gen_random_uuid(), '{at.North}', 'Colleague ' || i, array['en'], now() from generate_series(1, 400) i
            """,
            $"""
            insert into communities.staff (id, agency_id, display_name, languages, joined_at, ended_at)
            values ('{left}', '{at.South}', 'Aaron', array['en'], now(), now())
            """
        );
        var offered = (await at.As(at.Amina, at.Get<ShowQueue>(), new(at.Slug, Selected: asked.Id)))
            .Value!
            .Selected!
            .HandOver;
        Assert.Equal(["north", "south"], offered.Select(agency => agency.Slug));
        Assert.Equal(50, offered[0].Staff.Count);
        Assert.DoesNotContain(offered[0].Staff, person => person.Id == at.Amina.Staff);
        Assert.Contains(offered[1].Staff, person => person.Id == at.Boris.Staff);
        Assert.DoesNotContain(offered[1].Staff, person => person.Id == left);
        Assert.Equal(
            "not_a_colleague",
            (await at.As(at.Amina, at.Get<AssignInquiry>(), new(asked.Id, $"{left}"))).Refusal?.Code
        );
        await at.Database.Administer("delete from communities.staff where display_name like 'Colleague %'");
    }

    [Fact]
    public async Task Whoever_only_reads_changes_nothing_and_whoever_has_no_part_sees_nothing()
    {
        await at.Says("Quiet", "Where is the park?");
        var asked = await Only(at.Viewer);
        Assert.Equal(RefusalKind.Forbidden, (await Claim(at.Viewer, asked)).Refusal?.Kind);
        foreach (var outsider in new[] { at.Partner, at.Stranger })
        {
            Assert.Equal("not_found", (await at.As(outsider, at.Get<ListQueue>(), new(at.Community))).Refusal?.Code);
            Assert.Equal("not_found", (await Claim(outsider, asked)).Refusal?.Code);
        }
    }

    [Fact]
    public async Task A_batch_of_many_members_makes_as_many_inquiries()
    {
        var posts = Enumerable.Range(0, 400).Select(n => ($"m{n}", $"Where is office {n}?", n % 2 == 0)).ToList();
        await at.Write(posts);
        Assert.Equal(
            [400L],
            await at.Count(
                "select count(*) from moderation.inquiries where community_id = $1 and state = 'Open'",
                at.Community.Value
            )
        );
        Assert.Equal(
            [0L],
            await at.Count(
                "select count(*) from channels.messages where community_id = $1 and not placed",
                at.Community.Value
            )
        );
        Assert.Equal([0L], await at.Count("select count(*) from kernel.parked_announcements"));
        var page = await at.As(at.Amina, at.Get<ShowQueue>(), new(await Slug()));
        Assert.Equal((400, 50), (page.Value!.Counts.Open, page.Value.Rows.Count));
    }

    private async Task<string> Slug() =>
        (
            await at.Database.Read(
                "select slug from communities.communities where id = $1",
                row => row.GetString(0),
                at.Community.Value
            )
        )[0];
}
