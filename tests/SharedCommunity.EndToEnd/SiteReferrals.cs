using System.Text.Json.Nodes;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Testing;

namespace SharedCommunity.EndToEnd;

/// <summary>The referrals of a busy week, and what the agencies say of their services.</summary>
internal static class SiteReferrals
{
    /// <summary>Fills agency A's board from the one referral of <see cref="Site.FillQueue"/>.</summary>
    public static async Task FillReferrals(this Site site)
    {
        if (site.Completed != Guid.Empty)
            return;
        await site.FillQueue();
        await site.Database.Administer(
            $$"""
            insert into communities.agency_services (agency_id, topics, hours, time_zone) values
                ('{{site.A.Id}}', '{school,documents}', '[{"days":["mon","tue","wed","thu","fri"],"from":"09:00","to":"17:00"}]', 'America/Toronto'),
                ('{{site.B.Id}}', '{employment,school}', '[{"days":["mon","tue","wed","thu","fri","sat","sun"],"from":"00:00","to":"23:59"}]', 'America/Toronto')
            on conflict do nothing
            """,
            $"update communities.staff set languages = '{{en,ar,fr}}' where id = '{site.Marc.Id}'",
            $$"""
            insert into referrals.referrals
            select (jsonb_populate_record(r, jsonb_build_object('id', v.id, 'loop_id', v.id, 'side', v.side,
                'state', v.state, 'owes', v.owes, 'due_at', now() + v.due, 'clock_at', null, 'service', v.service,
                'language', v.language, 'state_at', now() - interval '20 hours', 'worker', v.worker,
                'worker_id', v.mine, 'other_slug', v.slug, 'other_name', v.name, 'said', 1, 'heard', 1,
                'outcome', v.outcome))).*
            from referrals.referrals r, (values
                ('00000000-0000-7000-8000-000000000001'::uuid, 'Receiver', 'Acknowledged', 'Receiver', interval '-3 hours', 'تسجيل في المدرسة', 'ar', null, null::uuid, '{{site.C.Slug}}', 'Maison des familles', null),
                ('00000000-0000-7000-8000-000000000002'::uuid, 'Receiver', 'Acknowledged', 'Receiver', interval '5 minutes', 'Help with the papers for a driving licence from another country', 'uk', null, null, '{{site.B.Slug}}', 'North Side Library', null),
                ('00000000-0000-7000-8000-000000000003'::uuid, 'Receiver', 'Accepted', 'Receiver', interval '3 days', 'A family doctor', 'fr', 'Amal Haddad', '{{site.Amal.Id}}', '{{site.B.Slug}}', 'North Side Library', null),
                ('00000000-0000-7000-8000-000000000004'::uuid, 'Sender', 'ContactMade', 'Receiver', interval '20 days', 'Rent and deposit', 'ti', 'Aline Uwase', null, '{{site.C.Slug}}', 'Maison des familles', null),
                ('00000000-0000-7000-8000-000000000005'::uuid, 'Sender', 'Completed', 'Nobody', null, 'Winter clothes', 'es', 'Aline Uwase', null, '{{site.C.Slug}}', 'Maison des familles', 'Helped'),
                ('00000000-0000-7000-8000-000000000006'::uuid, 'Sender', 'Declined', 'Sender', null, 'A driver to the clinic', 'en', null, null, '{{site.B.Slug}}', 'North Side Library', null)
            ) as v (id, side, state, owes, due, service, language, worker, mine, slug, name, outcome)
            where r.id = '{{site.Referred}}'
            on conflict do nothing
            """,
            $"""
            insert into referrals.referral_events (id, agency_id, referral_id, at, input, state, staff_name, by_member)
            select gen_random_uuid(), '{site.A.Id}', '{CameIn}', now() - e.ago, e.input, e.state, e.staff, false
            from (values
                (interval '26 hours', 'ReferralSent', 'Acknowledged', null),
                (interval '20 hours', 'accept', 'Accepted', 'Amal Haddad')
            ) as e (ago, input, state, staff)
            """
        );
        site.CameIn = CameIn;
        site.Completed = await Complete(site);
    }

    private static Guid CameIn { get; } = new("00000000-0000-7000-8000-000000000003");

    /// <summary>
    /// Agency B completes one for a member who has a private line; a week later the member says that it helped in part,
    /// is asked again after four, and a third time staff are to ask.
    /// </summary>
    private static async Task<Guid> Complete(Site site)
    {
        var yusuf = new Person(990_006, "Yusuf", "Demir", LanguageCode: "en");
        await site.Group.Whisper(yusuf, "My son needs glasses and we have no insurance yet. Who can help?");
        var inquiry = await site.InquiryOf(site.Community, site.Rania, "glasses");
        using var rania = site.As(site.Rania);
        using var marc = site.As(site.Marc);
        var sent = (string)
            (
                await rania.Post(
                    $"/api/v1/inquiries/{inquiry["id"]}/refer",
                    new JsonObject
                    {
                        ["agency"] = site.B.Slug,
                        ["service"] = "Glasses for a child",
                        ["share"] = new JsonArray("language", "name", "contact", "inquiry"),
                        ["contact"] = "613 555 0142, after four",
                        ["consent"] = new JsonObject { ["given"] = "verbal", ["text"] = "Yes, call us." },
                    }
                )
            )["id"]!;
        var came = await Eventually.Becomes(
            async () =>
                (await marc.Get("/api/v1/referrals?direction=in"))["items"]!
                    .AsArray()
                    .FirstOrDefault(one => (string)one!["service"]! == "Glasses for a child"),
            one => one is not null
        );
        var at = $"/api/v1/referrals/{came!["id"]}";
        await marc.Post($"{at}/accept", new JsonObject { ["note"] = "The optician on King Street has a fund." });
        await marc.Post($"{at}/contact");
        await marc.Post(
            $"{at}/complete",
            new JsonObject { ["outcome"] = "helped", ["note"] = "He chose blue frames; ready on Friday." }
        );
        await Eventually.Becomes(
            () => rania.Get($"/api/v1/referrals/{sent}"),
            one => (string)one["state"]! == "completed" && one["followUps"]!.AsArray().Count == 2
        );
        await site.Database.Administer(
            $"""
            update referrals.follow_ups set due_at = now() - interval '3 weeks', asked_at = now() - interval '3 weeks',
                delivery_id = gen_random_uuid(), answer = 'Partly', way = 'Message', answered_at = now() - interval '20 days'
            where referral_id = '{sent}' and due_at < now() + interval '10 days'
            """,
            $"""
            insert into referrals.follow_ups (id, agency_id, referral_id, due_at, asked_at, delivery_id)
            values
                (gen_random_uuid(), '{site.A.Id}', '{sent}', now() - interval '2 days', now() - interval '2 days', gen_random_uuid()),
                (gen_random_uuid(), '{site.A.Id}', '{sent}', now() - interval '1 hour', now() - interval '1 hour', null)
            """,
            $"update referrals.referrals set helped = 'Partly' where id = '{sent}'"
        );
        return Guid.Parse(sent);
    }
}
