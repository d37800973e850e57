-- What an agency says of its services: its own to write, read by those who share an active community with it.
alter table communities.agency_services enable row level security;
create policy services_read on communities.agency_services for select
    using (agency_id = any ((select communities.neighbours())::uuid[]));
create policy services_say on communities.agency_services for insert
    with check (agency_id = (select nullif(current_setting('app.agency', true), '')::uuid));
create policy services_own on communities.agency_services for update
    using (agency_id = (select nullif(current_setting('app.agency', true), '')::uuid))
    with check (agency_id = (select nullif(current_setting('app.agency', true), '')::uuid));
do $$ begin
    execute format('grant select, insert, update on communities.agency_services to %I', kernel.application_role());
end $$;

-- With the languages that its staff work in, by how many of them do.
create view communities.agency_service_cards as
    select a.id as agency_id, coalesce(s.topics, '{}') as topics, coalesce(s.hours, '[]'::jsonb) as hours, s.time_zone,
        array(
            select spoken.language
            from communities.staff m cross join lateral unnest(m.languages) as spoken (language)
            where m.agency_id = a.id and m.ended_at is null
            group by spoken.language
            order by count(*) desc, spoken.language
        ) as languages
    from communities.agencies a
    left join communities.agency_services s on s.agency_id = a.id;
call kernel.read_model('communities.agency_service_cards');
