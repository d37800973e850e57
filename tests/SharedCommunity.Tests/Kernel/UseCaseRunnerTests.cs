using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using Xunit;

namespace SharedCommunity.Tests.Kernel;

/// <summary>One runner: permission in the transaction, an audit entry, and what is sent twice is done once.</summary>
public sealed class UseCaseRunnerTests(ProbeFixture probe) : IClassFixture<ProbeFixture>
{
    private sealed record Place(CommunityId CommunityId) : IInCommunity;

    private sealed class WriteNote : UseCase<WriteNote.Request, Place, string>
    {
        public sealed record Request(CommunityId Community, string Note);

        public override Permission Needs { get; } = new("probe.write", Reach.Community, Role.Moderator);

        protected internal override async Task<Place?> Load(Request request, UnitOfWork work, CancellationToken ct)
        {
            var seen = await work.Query(
                "select 1 from communities.community_cards where id = $1",
                [request.Community.Value],
                _ => 1,
                ct
            );
            return seen.Count == 1 ? new Place(request.Community) : null;
        }

        protected internal override async Task<Outcome<string>> Handle(
            Request request,
            Place subject,
            UnitOfWork work,
            CancellationToken ct
        )
        {
            if (request.Note == "refused")
                return Refusal.Changed;
            await ProbeFixture.Write(work, request.Community, request.Note, ct);
            work.Concerns("note", request.Community.Value);
            return $"wrote {request.Note}";
        }
    }

    private readonly WriteNote write = new();

    private Task<Outcome<string>> Run(AccountId who, string note, string? key = null) =>
        probe.Runner.Run(
            write,
            new WriteNote.Request(probe.Community, note),
            probe.As(who),
            key,
            TestContext.Current.CancellationToken
        );

    [Fact]
    public async Task A_moderator_may_a_viewer_is_told_no_and_a_stranger_learns_nothing()
    {
        Assert.Equal("wrote allowed", (await Run(probe.Moderator, "allowed")).Value);
        Assert.Equal(Refusal.Forbidden, (await Run(probe.Viewer, "viewer")).Refusal);
        Assert.Equal(Refusal.NotFound, (await Run(probe.Stranger, "stranger")).Refusal);
        Assert.Equal(Refusal.NotFound, (await Run(AccountId.New(), "nobody")).Refusal);
        Assert.Equal(["allowed"], (await probe.Notes()).Intersect(["allowed", "viewer", "stranger", "nobody"]));
    }

    [Fact]
    public async Task The_same_key_and_content_is_done_once_even_by_twenty_at_a_time()
    {
        var key = Guid.CreateVersion7().ToString();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Run(probe.Moderator, "once", key)));
        Assert.All(outcomes, outcome => Assert.Equal("wrote once", outcome.Value));
        Assert.Single(await probe.Notes(), "once");
    }

    [Fact]
    public async Task The_same_key_with_other_content_is_refused()
    {
        var key = Guid.CreateVersion7().ToString();
        await Run(probe.Moderator, "content-1", key);
        Assert.Equal(Refusal.KeyReused, (await Run(probe.Moderator, "content-2", key)).Refusal);
        Assert.DoesNotContain("content-2", await probe.Notes());
    }

    [Fact]
    public async Task One_account_that_acts_for_two_agencies_may_use_one_key_for_both()
    {
        var staff = StaffId.New();
        await probe.Database.Administer(
            $"insert into communities.staff (id, agency_id, display_name, languages, joined_at) values ('{staff}', '{probe.Theirs}', 'Both', '{{}}', now())",
            $"insert into communities.staff_private (staff_id, agency_id, account_id, email) values ('{staff}', '{probe.Theirs}', '{probe.Moderator}', 'both@example.org')",
            $"insert into communities.staff_roles (id, staff_id, agency_id, role) values ('{Guid.CreateVersion7()}', '{staff}', '{probe.Theirs}', 'Moderator')"
        );
        var key = Guid.CreateVersion7().ToString();
        Assert.Equal("wrote for-ours", (await Run(probe.Moderator, "for-ours", key)).Value);
        var theirs = await probe.Runner.Run(
            write,
            new WriteNote.Request(probe.Community, "for-theirs"),
            new Caller.Staff(probe.Moderator, probe.Theirs),
            key,
            TestContext.Current.CancellationToken
        );
        Assert.Equal("wrote for-theirs", theirs.Value);
    }

    [Fact]
    public async Task A_refusal_is_not_kept_so_the_next_try_can_succeed()
    {
        var key = Guid.CreateVersion7().ToString();
        Assert.Equal(Refusal.Changed, (await Run(probe.Moderator, "refused", key)).Refusal);
        Assert.Equal("wrote after-refusal", (await Run(probe.Moderator, "after-refusal", key)).Value);
    }

    [Fact]
    public async Task Whoever_lost_the_right_gets_no_replay()
    {
        var key = Guid.CreateVersion7().ToString();
        await Run(probe.Viewer, "viewer-replay", key);
        await Run(probe.Moderator, "mine", key);
        Assert.Equal(Refusal.Forbidden, (await Run(probe.Viewer, "mine", key)).Refusal);
    }

    [Fact]
    public async Task A_success_leaves_an_audit_entry_and_a_refusal_none()
    {
        var before = await Audited();
        await Run(probe.Moderator, "audited");
        await Run(probe.Viewer, "audited-not");
        await Run(probe.Moderator, "refused");
        Assert.Equal(before + 1, await Audited());
    }

    [Theory]
    [InlineData("update kernel.audit_entries set action = 'x'")]
    [InlineData("delete from kernel.audit_entries")]
    public async Task The_audit_log_cannot_be_changed_by_the_host(string statement)
    {
        await Run(probe.Moderator, "audit-kept");
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
            probe.Work.Run(
                Scope.Agency(probe.Ours),
                (unit, ct) => unit.Execute(statement, [], ct),
                TestContext.Current.CancellationToken
            )
        );
        Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    private async Task<long> Audited() =>
        (
            await probe.Database.Read(
                "select count(*) from kernel.audit_entries where action = 'WriteNote' and subject_kind = 'note'",
                row => row.GetInt64(0)
            )
        ).Single();
}
