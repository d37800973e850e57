namespace SharedCommunity.EndToEnd;

/// <summary>The referrals of a busy week, and what the agencies say of their services.</summary>
internal static class SiteReferrals
{
    /// <summary>Fills agency A's board from the one referral of <see cref="Site.FillQueue"/>.</summary>
    public static async Task FillReferrals(this Site site)
    {
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
            """
        );
    }
}
