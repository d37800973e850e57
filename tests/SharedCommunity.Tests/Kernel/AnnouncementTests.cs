using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using Xunit;

namespace SharedCommunity.Tests.Kernel;

/// <summary>What a floor tells upwards takes effect in its transaction, and one bad handler spoils nothing else.</summary>
public sealed class AnnouncementTests(ProbeFixture probe) : IClassFixture<ProbeFixture>
{
    [Fact]
    public async Task Every_handler_hears_it_in_the_same_transaction_in_order_of_registration()
    {
        await Announce("order-1", "order-2");
        Assert.Equal(
            ["first:order-1", "first:order-2", "second:order-1", "second:order-2"],
            (await probe.Notes()).Where(n => n.Contains("order", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task What_fails_takes_nothing_with_it_and_is_parked_for_that_handler_alone()
    {
        WriteDown.FailsOn.Add("bad");
        await Announce("good-before", "bad", "good-after");

        var notes = await probe.Notes();
        Assert.DoesNotContain("first:bad", notes);
        foreach (var kept in new[] { "first:good-before", "first:good-after", "second:bad", "second:good-after" })
            Assert.Single(notes, kept);
        var parked = await Parked();
        Assert.Equal([nameof(InvalidOperationException)], parked.Select(p => p.Failure));

        WriteDown.FailsOn.Remove("bad");
        await Ask(parked[0].Id);
        await probe.Services.GetRequiredService<ParkedReplays>().RepeatAll(TestContext.Current.CancellationToken);
        Assert.Single(await probe.Notes(), "first:bad");
        Assert.Empty(await Parked());
    }

    [Fact]
    public async Task What_an_agencys_work_announced_is_listed_for_that_agency_and_repeated_in_its_scope()
    {
        WriteDown.FailsOn.Add("ours-alone");
        await Announce("ours-alone");
        var parked = (await Parked()).Single();
        Assert.Empty(await Parked(probe.Theirs));
        Assert.Equal([false], await Ask(parked.Id, probe.Theirs));
        WriteDown.FailsOn.Remove("ours-alone");
        Assert.Equal([true], await Ask(parked.Id));
        await probe.Services.GetRequiredService<ParkedReplays>().RepeatAll(TestContext.Current.CancellationToken);
        Assert.Equal(Scope.Agency(probe.Ours), WriteDown.HeardIn["ours-alone"]);
        Assert.Empty(await Parked());
    }

    [Fact]
    public async Task A_repeat_that_fails_again_waits_until_somebody_asks_again()
    {
        WriteDown.FailsOn.Add("still-bad");
        await Announce("still-bad");
        var parked = (await Parked()).Single();
        await Ask(parked.Id);
        await probe.Services.GetRequiredService<ParkedReplays>().RepeatAll(TestContext.Current.CancellationToken);
        Assert.Equal(parked.Id, (await Parked()).Single().Id);
        await probe.Database.Administer("delete from kernel.parked_announcements");
    }

    [Fact]
    public async Task When_the_use_case_itself_fails_nobody_hears_anything()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            probe.Work.Run(
                Scope.Community(probe.Community),
                (unit, _) =>
                {
                    unit.Announce(new Noted(probe.Community, "never"));
                    throw new InvalidOperationException("after announcing");
                },
                TestContext.Current.CancellationToken
            )
        );
        Assert.DoesNotContain("second:never", await probe.Notes());
    }

    private Task Announce(params string[] notes) =>
        probe.Work.Run(
            Scope.Agency(probe.Ours),
            (unit, _) =>
            {
                foreach (var note in notes)
                    unit.Announce(new Noted(probe.Community, note));
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken
        );

    private Task<List<(Guid Id, string Failure)>> Parked(AgencyId? agency = null) =>
        probe.Work.Run(
            Scope.Agency(agency ?? probe.Ours),
            (unit, ct) =>
                unit.Call("kernel.parked", [probe.Community.Value], row => (row.GetGuid(0), row.GetString(3)), ct),
            TestContext.Current.CancellationToken
        );

    private Task<List<bool>> Ask(Guid id, AgencyId? agency = null) =>
        probe.Work.Run(
            Scope.Agency(agency ?? probe.Ours),
            (unit, ct) => unit.Call("kernel.parked_ask", [probe.Community.Value, id], row => row.GetBoolean(0), ct),
            TestContext.Current.CancellationToken
        );
}
