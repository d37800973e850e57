using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Deliveries;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Answers;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Moderation.Queue;
using Xunit;

namespace SharedCommunity.Tests.Moderation;

/// <summary>"Did this help?" under an answer: who is asked, what a yes and a no do.</summary>
public sealed class HelpQuestionTests(ModerationFixture at) : IClassFixture<ModerationFixture>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await at.FreshCommunity();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Somebody asks and is answered with the question under it.</summary>
    private async Task<(InquiryItem Inquiry, Delivery Delivery)> Asked(
        bool privately = true,
        bool keepOpen = false,
        string text = "كيف أسجل ابنتي في المدرسة؟"
    )
    {
        await at.Says("Salma", text, privately);
        var page = await at.As(at.Amina, at.Get<ListQueue>(), new(at.Community));
        var it = Assert.Single(page.Value!.Items);
        var answered = await at.As(
            at.Amina,
            at.Get<AnswerInquiry>(),
            new(it.Id, "At the desk.", it.Version, KeepOpen: keepOpen, AskIfHelped: true)
        );
        Assert.True(answered.IsDone, answered.Refusal?.Code);
        return (it, await DeliveryOf(it.Id));
    }

    private Task<Delivery> DeliveryOf(InquiryId inquiry) =>
        at.Work.Run(
            Scope.Community(at.Community),
            (unit, ct) =>
                (
                    from answer in unit.Db.Set<Answer>()
                    join delivery in unit.Db.Set<Delivery>() on answer.DeliveryId equals delivery.Id
                    where answer.InquiryId == inquiry
                    orderby answer.At descending
                    select delivery
                )
                    .AsNoTracking()
                    .FirstAsync(ct)
        );

    /// <summary>The member taps, as dispatch would announce it.</summary>
    private Task Taps(Delivery delivery, int index) => Says(delivery.Id, delivery.Offered()!.Choices[index].Value);

    private Task Says(DeliveryId delivery, string value)
    {
        at.Clock.Advance(TimeSpan.FromSeconds(1));
        return at.Work.Run(
            Scope.Community(at.Community),
            (unit, _) =>
            {
                unit.Announce(new ChoiceMade(at.Community, delivery, default, value, unit.Now));
                return Task.CompletedTask;
            }
        );
    }

    private Task<List<string>> History(InquiryItem it) =>
        at.Database.Read(
            "select kind || coalesce(' ' || note, '') from moderation.inquiry_events where inquiry_id = $1 order by at, id",
            row => row.GetString(0),
            it.Id.Value
        );

    private async Task<ShowInquiry.Details> Seen(Someone who, InquiryItem it)
    {
        var seen = await at.As(who, at.Get<ShowInquiry>(), new(it.Id));
        Assert.True(seen.IsDone, seen.Refusal?.Code);
        return seen.Value;
    }

    [Fact]
    public async Task The_question_goes_out_under_the_answer_in_the_members_language()
    {
        var (it, delivery) = await Asked();
        Assert.Equal("At the desk.\n\nهل أفادك هذا الجواب؟", delivery.Text);
        Assert.Equal(["نعم", "لا"], delivery.Offered()!.Choices.Select(c => c.Label));
        // The moderator's words stay what they were.
        var line = (await Seen(at.Amina, it)).Talk.Single(l => l.Kind == TalkKind.Answer);
        Assert.Equal(("At the desk.", HelpAnswer.Asked), (line.Text, line.Helped));
    }

    [Fact]
    public async Task A_language_without_words_of_ours_is_asked_in_English()
    {
        var (_, delivery) = await Asked(text: "Де я можу записати дитину до школи?");
        Assert.EndsWith("Did this help?", delivery.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_yes_stands_in_the_history_and_opens_nothing()
    {
        var (it, delivery) = await Asked();
        await Taps(delivery, 0);
        await Taps(delivery, 0);
        Assert.Equal(["Opened", "Answered", "Helped"], await History(it));
        var seen = await Seen(at.Amina, it);
        Assert.Equal(InquiryStanding.Closed, seen.State);
        Assert.Equal(HelpAnswer.Yes, seen.Talk.Single(l => l.Kind == TalkKind.Answer).Helped);
        Assert.Equal(
            [1L],
            await at.Count("select count(*) from moderation.answers where inquiry_id = $1 and helped", it.Id.Value)
        );
    }

    [Fact]
    public async Task A_no_opens_it_again_with_the_same_moderator_and_a_clock_of_its_own()
    {
        var (it, delivery) = await Asked();
        at.Clock.Advance(TimeSpan.FromHours(30));
        await Taps(delivery, 1);
        var opened = at.Now;
        // A later yes comes too late.
        await Taps(delivery, 0);
        Assert.Equal(
            ["Opened", "Answered", "NotHelped", "Reopened", "Assigned Amina (Agency north)"],
            await History(it)
        );
        var seen = await Seen(at.Amina, it);
        Assert.Equal((InquiryStanding.Claimed, "Amina"), (seen.State, seen.Claim!.Staff));
        Assert.Equal(opened + Duration.FromHours(24), seen.RespondBy);
        Assert.Equal(HelpAnswer.No, seen.Talk.Single(l => l.Kind == TalkKind.Answer).Helped);
        // Custody is where it was: another agency does not see it.
        Assert.Equal("not_found", (await at.As(at.Boris, at.Get<ShowInquiry>(), new(it.Id))).Refusal?.Code);
        // It can be answered, asked about and opened once more.
        var again = await at.As(
            at.Amina,
            at.Get<AnswerInquiry>(),
            new(it.Id, "Room 5.", seen.Version, AskIfHelped: true)
        );
        Assert.True(again.IsDone, again.Refusal?.Code);
        await Taps(await DeliveryOf(it.Id), 1);
        Assert.Equal(2, (await History(it)).Count(line => line == "NotHelped"));
    }

    [Fact]
    public async Task A_no_goes_to_the_queue_where_the_moderator_works_here_no_more()
    {
        var (it, delivery) = await Asked();
        await at.Database.Administer(
            $"update communities.staff_roles set role = 'Viewer' where staff_id = '{at.Amina.Staff}'"
        );
        try
        {
            await Taps(delivery, 1);
        }
        finally
        {
            await at.Database.Administer(
                $"update communities.staff_roles set role = 'Moderator' where staff_id = '{at.Amina.Staff}'"
            );
        }
        Assert.Equal(["Opened", "Answered", "NotHelped", "Reopened"], await History(it));
        var seen = await Seen(at.Omar, it);
        Assert.Equal((InquiryStanding.Open, (string?)null), (seen.State, seen.AssignedTo));
        Assert.Equal("not_found", (await at.As(at.Boris, at.Get<ShowInquiry>(), new(it.Id))).Refusal?.Code);
    }

    [Fact]
    public async Task What_was_handed_to_another_agency_meanwhile_is_theirs_to_see_to()
    {
        var (it, delivery) = await Asked(keepOpen: true);
        var handed = await at.As(at.Amina, at.Get<AssignInquiry>(), new(it.Id, To: "south"));
        Assert.True(handed.IsDone, handed.Refusal?.Code);
        await Taps(delivery, 1);
        Assert.Contains("Reopened", await History(it));
        var seen = await Seen(at.Boris, it);
        Assert.Equal(InquiryStanding.Open, seen.State);
        Assert.Equal("not_found", (await at.As(at.Amina, at.Get<ShowInquiry>(), new(it.Id))).Refusal?.Code);
    }

    [Fact]
    public async Task A_no_about_what_was_referred_meanwhile_is_heard_and_leaves_the_referral_its_course()
    {
        var (it, delivery) = await Asked();
        await at.Database.Administer($"update moderation.inquiries set closed_for = 'Referred' where id = '{it.Id}'");
        await Taps(delivery, 1);
        Assert.Equal(["Opened", "Answered", "NotHelped"], await History(it));
        Assert.Equal(InquiryStanding.Closed, (await Seen(at.Amina, it)).State);
    }

    [Fact]
    public async Task In_the_group_the_question_stands_under_the_reply_to_the_asker()
    {
        var (it, delivery) = await Asked(privately: false);
        Assert.Null(delivery.ToAccountId);
        Assert.NotNull(delivery.ReplyTo);
        await Taps(delivery, 1);
        Assert.Equal("Amina", (await Seen(at.Boris, it)).Claim?.Staff);
    }

    [Fact]
    public async Task Nobody_is_asked_who_came_by_in_person()
    {
        var entered = await at.As(
            at.Amina,
            at.Get<EnterInquiry>(),
            new("Where is the school?", InquirySource.InPerson, at.Community, Name: "Rosa")
        );
        Assert.True(entered.IsDone, entered.Refusal?.Code);
        var answered = await at.As(
            at.Amina,
            at.Get<AnswerInquiry>(),
            new(entered.Value.Id, "Main Street.", entered.Value.Version, AskIfHelped: true)
        );
        Assert.Equal("nobody_to_ask", answered.Refusal?.Code);
    }

    [Theory]
    [InlineData("answer:")]
    [InlineData("answer:x:helped")]
    [InlineData("answer:00000000-0000-0000-0000-000000000000:helped")]
    [InlineData("followUp:00000000-0000-0000-0000-000000000000:helped")]
    public async Task Choices_of_others_and_of_nothing_are_left_alone(string value)
    {
        var (it, delivery) = await Asked();
        await Says(delivery.Id, value);
        Assert.Equal(["Opened", "Answered"], await History(it));
    }

    [Fact]
    public async Task A_choice_from_under_another_delivery_says_nothing_of_this_answer()
    {
        var (it, delivery) = await Asked();
        await Says(DeliveryId.New(), delivery.Offered()!.Choices[1].Value);
        Assert.Equal(["Opened", "Answered"], await History(it));
    }

    [Fact]
    public async Task A_typed_answer_stands_in_the_conversation_and_opens_nothing_by_itself()
    {
        var (it, _) = await Asked();
        await at.Says("Salma", "نعم", privately: true, answersChoice: true);
        Assert.Equal(["Opened", "Answered"], await History(it));
        var seen = await Seen(at.Amina, it);
        Assert.Equal(InquiryStanding.Closed, seen.State);
        Assert.Contains(seen.Talk, line => line is { Text: "نعم", Kind: TalkKind.Asked });
    }
}
