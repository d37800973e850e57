using SharedCommunity.Channels.Messages;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Queue;
using SharedCommunity.Tests.Moderation;
using Xunit;

namespace SharedCommunity.Tests.Channels;

/// <summary>Search in messages: what people write and how they look for it, and nothing that is not theirs to see.</summary>
public sealed class MessageSearchTests(ModerationFixture field) : IClassFixture<ModerationFixture>
{
    [Theory]
    [InlineData("كيف أسجل ابنتي في المدرسة؟", "كَيْفَ أُسَجِّلُ")]
    [InlineData("كَيْفَ أُسَجِّلُ اِبْنَتِي فِي الْمَدْرَسَةِ", "اسجل المدرسه")]
    [InlineData("أين العيـــادة على شارع الملكة", "العيادة علي")]
    [InlineData("الموعد الساعة ٣", "3")]
    [InlineData("Où est l’école de français ?", "ecole francais")]
    [InlineData("Ou est l'ecole ?", "Où école")]
    [InlineData("Mon cœur va mieux", "coeur")]
    [InlineData("The LIBRARY opens on Monday", "library")]
    [InlineData("The library opens on Monday", "monday libr")]
    [InlineData("bus pass/ticket", "ticket")]
    [InlineData("می‌خواهم به کلینیک بروم", "كلينيك ميخواهم")]
    [InlineData("ቤት ትምህርቲ ኣበይ ኣሎ፧", "ትምህ")]
    [InlineData("Call 416-555-0100, it's free", "\"it's\" (free)")]
    public async Task Words_are_found_however_they_are_written(string text, string typed)
    {
        await field.FreshCommunity();
        await field.Says("Salma", text);
        await field.Says("Jean", "Nothing of the kind");
        Assert.Equal([text], Texts(await Search(field.Amina, typed)));
    }

    [Theory]
    [InlineData("librarian")]
    [InlineData("ibrary")]
    [InlineData("lib opens")]
    [InlineData("library closes")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("😀")]
    public async Task What_does_not_stand_there_is_not_found(string typed)
    {
        await field.FreshCommunity();
        await field.Says("Grace", "The library opens on Monday 😀");
        Assert.Empty(Texts(await Search(field.Amina, typed)));
    }

    [Theory]
    [InlineData("' or true --")]
    [InlineData("library & !")]
    [InlineData("a:*b\\ | (((")]
    [InlineData("<-> <2> ::: '''")]
    [InlineData("\0\u0001\ufffe\ud800 \udc00x")]
    [InlineData("ﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺ")]
    public async Task A_bent_search_finds_nothing_and_breaks_nothing(string typed)
    {
        Assert.True((await Search(field.Amina, typed)).IsDone);
        Assert.True((await Search(field.Amina, string.Concat(Enumerable.Repeat(typed, 300)))).IsDone);
    }

    [Fact]
    public async Task A_very_long_message_is_taken_and_found_by_its_beginning()
    {
        await field.FreshCommunity();
        var word = new string('x', 9000);
        await field.Says("Grace", $"Beginning {word} {string.Concat(Enumerable.Repeat("ﷺ", 20_000))}");
        Assert.Single(Texts(await Search(field.Amina, "beginning")));
    }

    [Fact]
    public async Task An_edited_message_is_found_by_its_new_words_only()
    {
        await field.FreshCommunity();
        var message = await field.Says("Grace", "The clinic is closed");
        await field.Database.Administer($"update channels.messages set text = 'It is open' where id = '{message}'");
        Assert.Empty(Texts(await Search(field.Amina, "closed")));
        Assert.Equal(["It is open"], Texts(await Search(field.Amina, "open")));
    }

    [Fact]
    public async Task Hits_come_newest_first_page_by_page_and_none_twice()
    {
        await field.FreshCommunity();
        var posted = Enumerable.Range(0, 7).Select(i => $"bus number {i}").ToArray();
        // In one batch they have one time: then their ids decide.
        await field.Write(posted.Take(3).Select(text => ("Grace", text, false)));
        foreach (var text in posted.Skip(3))
            await field.Says("Grace", text, after: NodaTime.Duration.FromSeconds(1));
        List<string> seen = [];
        string? after = null;
        do
        {
            var page = (await Search(field.Amina, "bus", after, 2)).Value!;
            Assert.InRange(page.Items.Count, 1, 2);
            seen.AddRange(page.Items.Select(m => m.Text));
            after = page.Next;
        } while (after is not null);
        // Ids that were made in one millisecond have no order among themselves.
        Assert.Equal(posted.Skip(3).Reverse(), seen.Take(4));
        Assert.Equal(posted.Take(3), seen.Skip(4).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_private_message_in_custody_is_found_by_its_agency_alone()
    {
        await field.FreshCommunity();
        await field.Says("Oleh", "My landlord wants me to leave?", privately: true);
        Assert.Single(Texts(await Search(field.Amina, "landlord")));
        Assert.Single(Texts(await Search(field.Boris, "landlord")));
        var inquiry = Assert.Single(
            (await field.As(field.Amina, field.Get<ListQueue>(), new ListQueue.Request(field.Community))).Value!.Items
        );
        Assert.True(
            (await field.As(field.Amina, field.Get<ClaimInquiry>(), new ClaimInquiry.Request(inquiry.Id))).IsDone
        );
        Assert.Single(Texts(await Search(field.Amina, "landlord")));
        Assert.Empty(Texts(await Search(field.Boris, "landlord")));
        Assert.Equal(0, await PastTheWall(Scope.Agency(field.South), "landlord"));
        Assert.Equal(1, await PastTheWall(Scope.Community(field.Community), "landlord"));
    }

    [Fact]
    public async Task A_private_message_that_is_not_placed_is_found_by_no_agency()
    {
        await field.FreshCommunity();
        var message = await field.Says("Oleh", "Unplaced words?", privately: true);
        await field.Database.Administer($"update channels.messages set placed = false where id = '{message}'");
        Assert.Empty(Texts(await Search(field.Amina, "unplaced")));
        Assert.Equal(0, await PastTheWall(Scope.Agency(field.North), "unplaced"));
        Assert.Equal(1, await PastTheWall(Scope.Community(field.Community), "unplaced"));
    }

    [Fact]
    public async Task Nothing_of_another_community_is_found()
    {
        await field.FreshCommunity();
        await field.Says("Grace", "otherwhere");
        var elsewhere = field.Community;
        await field.FreshCommunity();
        Assert.Empty(Texts(await Search(field.Amina, "otherwhere")));
        Assert.Equal(0, await PastTheWall(Scope.Community(field.Community), "otherwhere", elsewhere));
        // The community's id stands in the index, and is no word that somebody could look for.
        Assert.Empty(Texts(await Search(field.Amina, field.Community.ToString())));
    }

    [Fact]
    public async Task Partners_strangers_and_suspended_co_hosts_find_nothing()
    {
        await field.FreshCommunity();
        await field.Says("Grace", "picnic");
        Assert.Equal(1, await PastTheWall(Scope.Agency(field.South), "picnic"));
        foreach (var outsider in new[] { field.Partner, field.Stranger })
        {
            Assert.Equal(Refusal.NotFound, (await Search(outsider, "picnic")).Refusal);
            Assert.Equal(0, await PastTheWall(Scope.Agency(outsider.Agency), "picnic"));
        }
        await field.Database.Administer(
            $"update communities.co_hosts set state = 'Suspended' where community_id = '{field.Community}' and agency_id = '{field.South}'"
        );
        Assert.Equal(Refusal.NotFound, (await Search(field.Boris, "picnic")).Refusal);
        Assert.Equal(0, await PastTheWall(Scope.Agency(field.South), "picnic"));
    }

    [Fact]
    public async Task Among_two_hundred_thousand_messages_a_search_reads_what_it_finds_and_no_more()
    {
        await field.FreshCommunity();
        await field.Database.Administer(
            $"""
            insert into channels.messages (id, community_id, channel_id, writer_name, text, sent_at, private, placed, outgoing)
            select gen_random_uuid(), '{field.Community}', '{field.Group}', 'Somebody',
                'Message ' || i || ' of ' || md5(i::text) || case when i % 20000 = 7 then ' about the kindergarten' else '' end,
                now() - i * interval '1 second', false, true, false
            from generate_series(1, 200000) i
            """,
            "analyze channels.messages"
        );
        // In one transaction, so that its own counters tell what it read.
        var read = await field.Database.Read(
            $"""
            select set_config('app.agency', '{field.North}', true), null::bigint, null::bigint
            union all
            select 'hits', count(*), null from channels.search_messages('{field.Community}', 'kindergart', null, null, null, null, 51)
            union all
            select 'rows', seq_tup_read, idx_tup_fetch from pg_stat_xact_user_tables where relid = 'channels.messages'::regclass
            """,
            row => (Hits: row.IsDBNull(1) ? -1 : row.GetInt64(1), Fetched: row.IsDBNull(2) ? -1 : row.GetInt64(2))
        );
        Assert.Equal(10, read[1].Hits);
        Assert.Equal((0L, 10L), read[2]);
    }

    private Task<Outcome<Page<MessageView>>> Search(
        Someone who,
        string typed,
        string? after = null,
        int? limit = null
    ) => field.As(who, field.Get<ListMessages>(), new ListMessages.Request(field.Community, after, typed, limit));

    private static IEnumerable<string> Texts(Outcome<Page<MessageView>> outcome) =>
        outcome.Value!.Items.Select(m => m.Text);

    /// <summary>How many the function itself returns in a scope, before the wall is asked again.</summary>
    private Task<int> PastTheWall(Scope scope, string typed, CommunityId? community = null) =>
        field.Work.Run(
            scope,
            async (unit, ct) =>
                (
                    await unit.Call(
                        "channels.search_messages",
                        [
                            (community ?? field.Community).Value,
                            typed,
                            UnitOfWork.Typed(NpgsqlTypes.NpgsqlDbType.Uuid, null),
                            UnitOfWork.Typed(NpgsqlTypes.NpgsqlDbType.Boolean, null),
                            UnitOfWork.Typed(NpgsqlTypes.NpgsqlDbType.TimestampTz, null),
                            UnitOfWork.Typed(NpgsqlTypes.NpgsqlDbType.Uuid, null),
                            50,
                        ],
                        row => row.GetGuid(0),
                        ct
                    )
                ).Count
        );
}
