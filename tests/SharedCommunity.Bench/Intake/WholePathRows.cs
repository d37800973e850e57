using System.Diagnostics;
using SharedCommunity.Bench.Load;

namespace SharedCommunity.Bench.Intake;

/// <summary>
/// (a2) From the webhook to an inquiry in the queue, the whole path behind row-level security: 50 communities, half of
/// the messages private, every member known, every message a question of another member. The clock stops when the
/// lanes are empty.
/// </summary>
internal static class WholePathRows
{
    private const int Agencies = 10;
    private const int CommunitiesEach = 5;
    private const int MembersEach = 300;
    private const int Callers = 128;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<IReadOnlyList<Row>> Measure(double bare)
    {
        await using var world = await IntakeWorld.Start(Agencies, CommunitiesEach);
        List<Shape> greetings = [];
        List<Shape> questions = [];
        foreach (var (group, index) in world.Groups.Select((group, index) => (group, index)))
        {
            var path = $"/hooks/telegram/{group.Connection}";
            var first = Shape.TenDigits + (index * 2L * MembersEach);
            var second = first + MembersEach;
            var secret = group.WebhookSecret;
            greetings.Add(TelegramShapes.GroupGreeting(path, secret, group.Group.Id, MembersEach, first));
            greetings.Add(TelegramShapes.GroupGreeting(path, secret, group.Group.Id, MembersEach, second));
            questions.Add(TelegramShapes.Group(path, secret, group.Group.Id, MembersEach, first));
            questions.Add(TelegramShapes.Private(path, secret, MembersEach, second));
        }
        var total = questions.Count * (long)MembersEach;
        await world.Load(greetings, Callers, 120, total: total);
        await world.Drained(Patience);
        // Whoever writes privately for the first time is told who reads this; that was yesterday.
        var privately = questions
            .Where((_, index) => index % 2 == 1)
            .Select((shape, index) => greetings[(index * 2) + 1] with { Body = shape.Body, Ago = 24 * 3600 })
            .ToList();
        await world.Load(privately, Callers, 120, total: total / 2);
        await world.Drained(Patience);
        // Those were answered long ago: what is asked now is new.
        await world.Database.Administer(
            "update moderation.inquiries set state = 'Closed', closed_at = now() - interval '5 days'",
            "vacuum analyze"
        );

        var inquiriesBefore = await world.Count("select count(*) from moderation.inquiries");
        var messagesBefore = await world.Count("select count(*) from channels.messages where not outgoing");
        var clock = Stopwatch.StartNew();
        var load = await world.Load(questions, Callers, 120, total: total);
        await world.Drained(Patience);
        var perSecond = load.Accepted / clock.Elapsed.TotalSeconds;
        var inquiries = await world.Count("select count(*) from moderation.inquiries") - inquiriesBefore;
        var messages = await world.Count("select count(*) from channels.messages where not outgoing") - messagesBefore;
        if (messages != load.Accepted || inquiries != load.Accepted)
            throw new InvalidOperationException(
                $"Accepted {load.Accepted}, stored {messages} messages and {inquiries} inquiries."
            );
        return
        [
            new("webhook to queue, 50 communities", perSecond, "events/s"),
            Row.AtLeast("webhook to queue ÷ bare endpoint", perSecond / bare, "ratio", 0.25),
            new("webhook to queue, accepted and stored", load.Accepted, "events"),
        ];
    }
}
