using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>Two agencies with referrals between them, come to different ends, for the tests of who sees them.</summary>
public sealed class ReferredFixture : RunningHost, IAsyncLifetime
{
    internal TwoAgencies At { get; private set; } = null!;

    /// <summary>A question of the group that was referred: the co-hosts may know that it was, and no more.</summary>
    internal string Shared { get; private set; } = "";

    /// <summary>What the lead's open page was told meanwhile, and what the sender's was.</summary>
    internal List<string> LeadHeard { get; } = [];
    internal List<string> SenderHeard { get; } = [];

    /// <inheritdoc />
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        At = await TwoAgencies.Meet(this);
        const string W = TwoAgencies.Word;
        var helped = await At.Refer(await At.Asked($"My {W} was taken from me, who helps?", privately: true));
        var declined = await At.Refer(await At.Asked($"Where do I mend my {W}?", privately: true));
        Shared = await At.Asked("Who repairs old string instruments in this city?", privately: false);
        var withdrawn = await At.Refer(Shared);

        using var lead = await Browser.SignIn(Address, At.Others[0].Staff);
        using var sender = await Browser.SignIn(Address, At.Sender);
        using var leadStream = new StreamReader(await lead.Follow($"/live?agency={At.Others[0].Staff.Agency.Slug}"));
        using var senderStream = new StreamReader(await sender.Follow($"/live?agency={At.Sender.Agency.Slug}"));
        await leadStream.ReadLineAsync();
        await senderStream.ReadLineAsync();

        JsonObject Says(string field, string text) => new() { [field] = $"{text} {W}" };
        await At.Do(At.Receiver, helped.Came, "accept", Says("note", "Tomorrow, with the"), helped.Sent, "accepted");
        await At.Do(At.Receiver, helped.Came, "contact", Says("note", "Seen:"), helped.Sent, "contactMade");
        var outcome = Says("note", "There is still no");
        outcome["outcome"] = "partly";
        await At.Do(At.Receiver, helped.Came, "complete", outcome, helped.Sent, "completed");
        var no = Says("reason", "We have no");
        no["suggestion"] = $"Others have a {W}.";
        await At.Do(At.Receiver, declined.Came, "decline", no, declined.Sent, "declined");
        await At.Do(
            At.Sender,
            withdrawn.Sent,
            "withdraw",
            Says("reason", "Does not want the"),
            withdrawn.Came,
            "withdrawn"
        );

        await At.Asked("Is the library open on Sunday?", privately: false);
        await Until(leadStream, LeadHeard, "changed", "queue:");
        await Until(senderStream, SenderHeard, "changed", "queue:");
        await At.Collect();
    }

    private static async Task Until(StreamReader stream, List<string> heard, string @event, string data)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        for (var before = ""; ; before = heard[^1])
        {
            heard.Add(await stream.ReadLineAsync(patience.Token) ?? throw new EndOfStreamException());
            if (before == $"event: {@event}" && heard[^1].StartsWith($"data: {data}", StringComparison.Ordinal))
                return;
        }
    }
}

/// <summary>
/// A third agency learns that a question was referred, where it could see the question, and nothing else: by page, API,
/// search, audit trail, live stream and SQL in its own scope.
/// </summary>
public sealed class ThirdAgencyTests(ReferredFixture house, ITestOutputHelper output) : IClassFixture<ReferredFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TwoAgencies At => house.At;

    private string[] Candidates =>
        [At.Community.Id.ToString(), .. At.Inquiries, .. At.Names, At.Sender.Agency.Id.ToString()];

    private IEnumerable<RouteEndpoint> Endpoints() =>
        house.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    [Fact]
    public async Task By_no_address_of_the_API()
    {
        var patterns = Endpoints()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IUseCase>() is not null)
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0] == "GET")
            .Select(endpoint => endpoint.RoutePattern)
            .ToList();
        // The two themselves find it, so that the others' finding nothing means something.
        Assert.NotEmpty(await Ask(At.Sender, patterns));
        Assert.NotEmpty(await Ask(At.Receiver, patterns));
        foreach (var (name, staff) in At.Others)
            Assert.True(await Ask(staff, patterns) is [], $"{name}: {string.Join('\n', await Ask(staff, patterns))}");
    }

    [Fact]
    public async Task On_no_page_from_the_router()
    {
        var patterns = Endpoints()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            .Select(endpoint => endpoint.RoutePattern)
            .DistinctBy(pattern => pattern.RawText)
            .ToList();
        Assert.NotEmpty(await Open(At.Sender, patterns));
        foreach (var (name, staff) in At.Others)
        {
            var found = await Open(staff, patterns);
            Assert.True(found.Count == 0, $"{name}: {string.Join('\n', found)}");
        }
    }

    [Fact]
    public async Task The_shared_history_says_referred_and_names_nobody()
    {
        foreach (var (name, staff) in At.Others.Take(2))
        {
            using var door = house.As(staff);
            var seen = await door.Get($"/api/v1/inquiries/{house.Shared}");
            Assert.Equal("referred", (string)seen["closedFor"]!);
            Assert.Contains(seen["history"]!.AsArray(), line => (string)line!["kind"]! == "referred");
            Named(seen.ToJsonString(), $"{name}'s history");
            using var browser = await house.SignInAs(staff);
            foreach (
                var page in new[] { $"queue?state=closed&inquiry={house.Shared}", "work", "messages", "settings/audit" }
            )
            {
                using var answer = await browser.Open($"/{staff.Agency.Slug}/{At.Community.Slug}/{page}");
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                Named(await answer.Content.ReadAsStringAsync(Ct), $"{name}'s {page}");
            }
        }

        void Named(string text, string where)
        {
            foreach (
                var word in new[] { At.Receiver.Agency.Slug, "Quiet Harbour", At.Receiver.DisplayName, "withdrawn" }
            )
                Assert.False(text.Contains(word, StringComparison.OrdinalIgnoreCase), $"{where} says {word}");
        }
    }

    [Fact]
    public void The_live_stream_tells_those_of_the_agency_and_nobody_else()
    {
        Assert.Contains($"data: referrals:{At.Sender.Agency.Id}", house.SenderHeard);
        Assert.DoesNotContain(
            house.LeadHeard,
            line => line.Contains("referral", StringComparison.Ordinal) || At.Betrayed(line) is not null
        );
    }

    [Fact]
    public async Task By_no_table_or_view_in_its_own_scope()
    {
        var tables = await house.Database.Read(
            """
            select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v', 'm') and n.nspname !~ '^(pg_|information_schema)'
                and has_table_privilege('sc_app', c.oid, 'select')
            """,
            row => row.GetString(0)
        );
        output.WriteLine($"{tables.Count} tables and views");
        Assert.True(tables.Count > 30);
        Assert.True((await Found(At.Sender, tables)).Count >= 4, "the sender's own");
        Assert.True((await Found(At.Receiver, tables)).Count >= 2, "the receiver's own");
        foreach (var (name, staff) in At.Others)
        {
            var found = await Found(staff, tables);
            Assert.True(found.Count == 0, $"{name} finds it in {string.Join(", ", found)}");
        }
    }

    /// <summary>The addresses whose answers betray something.</summary>
    private async Task<List<string>> Ask(StaffInField staff, IReadOnlyList<RoutePattern> patterns)
    {
        using var door = house.As(staff);
        List<string> found = [];
        var cases = 0;
        foreach (var address in Addresses(patterns, staff, "?q=only&limit=100", "?limit=100"))
        {
            using var answer = await door.GetAsync(new Uri(address, UriKind.Relative), Ct);
            cases++;
            if (At.Betrayed(await answer.Content.ReadAsStringAsync(Ct), address) is { } what)
                found.Add($"{address} says {what}");
        }
        output.WriteLine($"{staff.DisplayName}: {cases} addresses of the API, {found.Count} tell");
        return found;
    }

    private async Task<List<string>> Open(StaffInField staff, IReadOnlyList<RoutePattern> patterns)
    {
        using var browser = await house.SignInAs(staff);
        List<string> found = [];
        var cases = 0;
        string[] queries =
        [
            "",
            "?q=string&state=closed",
            .. At.Inquiries.Select(inquiry => $"?state=closed&inquiry={inquiry}"),
        ];
        foreach (var address in Addresses(patterns, staff, queries))
        {
            using var answer = await browser.Open(address);
            cases++;
            if (At.Betrayed(await answer.Content.ReadAsStringAsync(Ct), address) is { } what)
                found.Add($"{address} says {what}");
        }
        output.WriteLine($"{staff.DisplayName}: {cases} pages, {found.Count} tell");
        return found;
    }

    /// <summary>Every address that a pattern makes with what somebody may have got hold of.</summary>
    private IEnumerable<string> Addresses(
        IReadOnlyList<RoutePattern> patterns,
        StaffInField staff,
        params string[] queries
    )
    {
        foreach (var pattern in patterns)
        {
            IEnumerable<string> made = [""];
            foreach (var segment in pattern.PathSegments)
            {
                var values = segment.Parts[0] switch
                {
                    RoutePatternLiteralPart literal => [literal.Content],
                    RoutePatternParameterPart { Name: "agency" } => [staff.Agency.Slug, At.Sender.Agency.Slug],
                    RoutePatternParameterPart { Name: "community" } => [At.Community.Slug],
                    _ => Candidates,
                };
                made = [.. made.SelectMany(_ => values, (before, value) => $"{before}/{value}")];
            }
            // Where an id stands in the address, the queries add nothing.
            foreach (var address in made)
            foreach (var query in Candidates.Any(address.Contains) ? queries[..1] : queries)
                yield return address + query;
        }
    }

    private async Task<List<string>> Found(StaffInField staff, IReadOnlyList<string> tables)
    {
        await using var source = NpgsqlDataSource.Create(house.Database.Application);
        await using var connection = await source.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await using var enter = new NpgsqlCommand("select set_config('app.agency', $1, true)", connection, transaction)
        {
            Parameters = { new() { Value = staff.Agency.Id.ToString() } },
        };
        await enter.ExecuteNonQueryAsync(Ct);
        List<string> found = [];
        foreach (var table in tables)
        {
            await using var look = new NpgsqlCommand(
                $"select exists (select from {table} t where t::text ilike $1 or t::text ~* $2)",
                connection,
                transaction
            )
            {
                Parameters =
                {
                    new() { Value = $"%{TwoAgencies.Word}%" },
                    new() { Value = string.Join('|', At.Names) },
                },
            };
            if (await look.ExecuteScalarAsync(Ct) is true)
                found.Add(table);
        }
        return found;
    }
}
