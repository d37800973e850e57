using Microsoft.EntityFrameworkCore;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Kernel;

/// <summary>The settings that the wall reads: set in the unit of work, gone after it.</summary>
public sealed class ScopeTests(ModulesFixture modules) : IClassFixture<ModulesFixture>
{
    public static TheoryData<Scope, string> Scopes =>
        new()
        {
            { Scope.Agency(AgencyId.New()), "app.agency" },
            { Scope.Community(CommunityId.New()), "app.community" },
            { Scope.Member(MemberId.New(), CommunityId.New()), "app.member,app.member_community" },
            { Scope.Public(CommunityId.New()), "app.public_community" },
            { Scope.Platform(AccountId.New()), "app.platform" },
        };

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task A_scope_sets_its_own_settings_and_no_others(Scope scope, string settings)
    {
        var set = await modules.Work.Run(
            scope,
            (unit, ct) => Settings(unit, ct),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(settings, set);
    }

    [Fact]
    public async Task Settings_do_not_reach_the_next_unit_of_work()
    {
        var cancellation = TestContext.Current.CancellationToken;
        for (var i = 0; i < 50; i++)
        {
            await modules.Work.Run(Scope.Agency(AgencyId.New()), (unit, ct) => Settings(unit, ct), cancellation);
            var next = await modules.Work.Run(
                Scope.Public(CommunityId.New()),
                (unit, ct) => Settings(unit, ct),
                cancellation
            );
            Assert.Equal("app.public_community", next);
        }
    }

    [Fact]
    public async Task A_context_outside_a_unit_of_work_refuses_commands()
    {
        var cancellation = TestContext.Current.CancellationToken;
        SharedCommunity.Kernel.Data.SharedCommunityDb? kept = null;
        await modules.Work.Run(
            Scope.Agency(AgencyId.New()),
            (unit, _) =>
            {
                kept = unit.Db;
                return Task.CompletedTask;
            },
            cancellation
        );
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() =>
            kept!.Database.ExecuteSqlAsync($"select 1", cancellation)
        );
    }

    [Fact]
    public async Task No_scope_is_no_unit_of_work() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            modules.Work.Run(default, (_, _) => Task.CompletedTask, TestContext.Current.CancellationToken)
        );

    [Fact]
    public async Task Only_listed_functions_can_be_called_before_a_scope() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            modules.Work.Call("pg_catalog.version", [], row => row.GetString(0), TestContext.Current.CancellationToken)
        );

    private static async Task<string> Settings(UnitOfWork unit, CancellationToken ct)
    {
        string[] all =
        [
            "app.agency",
            "app.community",
            "app.member",
            "app.member_community",
            "app.public_community",
            "app.platform",
        ];
        var set = await unit.Query(
            "select string_agg(s, ',' order by n) from unnest($1) with ordinality as t(s, n) where current_setting(s, true) <> ''",
            [all],
            row => row.GetString(0),
            ct
        );
        return set[0];
    }
}
