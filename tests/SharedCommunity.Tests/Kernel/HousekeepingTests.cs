using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Kernel.Data;
using Xunit;

namespace SharedCommunity.Tests.Kernel;

/// <summary>What is kept for a day goes after a day, and not before.</summary>
public sealed class HousekeepingTests(ProbeFixture probe) : IClassFixture<ProbeFixture>
{
    [Fact]
    public async Task Kept_outcomes_go_after_a_day_and_not_before()
    {
        await probe.Database.Administer(Kept("old", "25 hours"), Kept("young", "23 hours"));
        await probe.Services.GetRequiredService<Housekeeping>().SweepAll(TestContext.Current.CancellationToken);
        Assert.Equal(
            ["young"],
            await probe.Database.Read("select key from kernel.kept_outcomes", row => row.GetString(0))
        );
    }

    private static string Kept(string key, string age) =>
        $"insert into kernel.kept_outcomes (account_id, use_case, key, content_hash, at) values ('{Guid.CreateVersion7()}', 'x', '{key}', '', now() - interval '{age}')";
}
