-- The bus as administrators see it: who may speak for whom, what was refused, what waits.

-- An agency asks for a voice of its own and takes it back; that it counts is for those to say who found agencies.
drop policy agency_owned on referrals.agency_voices;
create policy voice_own on referrals.agency_voices
    using (agency_id = (select nullif(current_setting('app.agency', true), '')::uuid))
    with check (agency_id = (select nullif(current_setting('app.agency', true), '')::uuid) and not granted);
create policy voice_granted on referrals.agency_voices
    using ((select communities.in_platform_scope()))
    with check ((select communities.in_platform_scope()));

create or replace function referrals.queues() returns table (agency_id uuid, slug text, here boolean)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select a.id, a.slug, v.agency_id is null or v.host_reads
    from communities.agency_cards a left join referrals.agency_voices v on v.agency_id = a.id and v.granted
    order by a.id;
end $$;
-- Replaced, a function is a definer's no more.
call kernel.definer('referrals.queues()');

-- Who speaks for these agencies: the broker's user of an agency's own, and whether this host does. Others are no agencies.
drop function referrals.voice_of(text);
create function referrals.voices_of(p_slugs text[]) returns table (slug text, user_name text, host boolean, name text)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select a.slug, v.user_name, v.agency_id is null or v.host_reads, a.name
    from communities.agency_cards a left join referrals.agency_voices v on v.agency_id = a.id and v.granted
    where a.slug = any (p_slugs);
end $$;
call kernel.definer('referrals.voices_of(text[])');

-- Which messages had their turn, under which number: all that these could be taken for.
call kernel.transport('referrals.inbox');
create function referrals.inbox_known(p_from text[], p_loops uuid[], p_sequences integer[], p_ids uuid[])
returns table (from_slug text, loop_id uuid, sequence integer, id uuid)
language plpgsql stable set search_path = '' as $$
declare ours constant uuid := nullif(current_setting('app.agency', true), '')::uuid;
begin
    return query
    select i.from_slug, i.loop_id, i.sequence, i.id
    from unnest(p_from, p_loops, p_sequences) m(from_slug, loop_id, sequence)
    join referrals.inbox i on i.agency_id = ours and i.loop_id = m.loop_id and i.from_slug = m.from_slug
        and i.sequence = m.sequence
    union
    select i.from_slug, i.loop_id, i.sequence, i.id
    from unnest(p_from, p_ids) m(from_slug, id)
    join referrals.inbox i on i.agency_id = ours and i.from_slug = m.from_slug and i.id = m.id;
end $$;
call kernel.definer('referrals.inbox_known(text[], uuid[], integer[], uuid[])');

create function referrals.inbox_add(p_from text[], p_loops uuid[], p_sequences integer[], p_ids uuid[],
    p_now timestamptz) returns integer
language plpgsql set search_path = '' as $$
begin
    insert into referrals.inbox (agency_id, from_slug, loop_id, sequence, id, at)
    select nullif(current_setting('app.agency', true), '')::uuid, m.from_slug, m.loop_id, m.sequence, m.id, p_now
    from unnest(p_from, p_loops, p_sequences, p_ids) m(from_slug, loop_id, sequence, id);
    return 1;
end $$;
call kernel.definer('referrals.inbox_add(text[], uuid[], integer[], uuid[], timestamptz)');

-- Acknowledges many referrals at once. One that waits says as much as many: it carries the number that was reached.
create function referrals.outbox_acknowledge(p_agency uuid, p_ids uuid[], p_from text[], p_to text[], p_loops uuid[],
    p_taken integer[], p_now timestamptz) returns integer
language plpgsql set search_path = '' as $$
begin
    if p_agency is distinct from nullif(current_setting('app.agency', true), '')::uuid
        or exists (select from unnest(p_from) f(slug) where not exists (
            select from communities.agency_cards a where a.id = p_agency and a.slug = f.slug)) then
        raise insufficient_privilege using message = 'An agency speaks for itself only.';
    end if;
    delete from referrals.outbox o using unnest(p_loops, p_from) m(loop_id, from_slug)
    where o.loop_id = m.loop_id and o.from_slug = m.from_slug and o.sequence = 0 and o.done_at is null;
    insert into referrals.outbox (id, agency_id, from_slug, to_slug, loop_id, type, sequence, acknowledges, body,
        created_at, attempts, next_at)
    select m.id, p_agency, m.from_slug, m.to_slug, m.loop_id, 'Acknowledgement', 0, m.taken, '{}', p_now, 0, p_now
    from unnest(p_ids, p_from, p_to, p_loops, p_taken) m(id, from_slug, to_slug, loop_id, taken);
    return 1;
end $$;
call kernel.definer('referrals.outbox_acknowledge(uuid, uuid[], text[], text[], uuid[], integer[], timestamptz)');

drop function referrals.outbox_acknowledged(text, uuid, integer, timestamptz);
create function referrals.outbox_acknowledged(p_from text[], p_loops uuid[], p_upto integer[], p_now timestamptz)
returns integer
language plpgsql set search_path = '' as $$
declare done integer;
begin
    update referrals.outbox o set done_at = p_now, next_at = null
    from unnest(p_from, p_loops, p_upto) m(from_slug, loop_id, upto)
    where o.loop_id = m.loop_id and o.from_slug = m.from_slug and o.sequence between 1 and m.upto and o.done_at is null
        and o.agency_id = nullif(current_setting('app.agency', true), '')::uuid;
    get diagnostics done = row_count;
    return done;
end $$;
call kernel.definer('referrals.outbox_acknowledged(text[], uuid[], integer[], timestamptz)');

-- What the scope's agency has said and nobody has acknowledged, by whom it is for; the longest wait first.
create function referrals.outbox_state()
returns table (to_slug text, to_go bigint, to_go_since timestamptz, unacknowledged bigint, unacknowledged_since timestamptz)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select o.to_slug,
        count(*) filter (where o.attempts = 0), min(o.created_at) filter (where o.attempts = 0),
        count(*) filter (where o.attempts > 0), min(o.created_at) filter (where o.attempts > 0)
    from referrals.outbox o
    where o.agency_id = nullif(current_setting('app.agency', true), '')::uuid and o.done_at is null
    group by o.to_slug
    order by min(o.created_at)
    limit 100;
end $$;
call kernel.definer('referrals.outbox_state()');

-- What was acknowledged is kept for a week, what was refused for 90 days.
create function referrals.bus_sweep() returns integer
language plpgsql set search_path = '' as $$
declare gone integer;
begin
    delete from referrals.outbox where done_at < now() - interval '7 days';
    get diagnostics gone = row_count;
    delete from referrals.dead_letters where last_at < now() - interval '90 days';
    return gone;
end $$;
call kernel.definer('referrals.bus_sweep()');

-- One row for each other side with something due, one from each side after the other, so that nobody waits behind
-- another's heap; what goes out again comes after what goes for the first time. Where anything is due something is
-- taken, not always as much as was asked for. Planned once: to plan it takes longer than to run it.
create or replace function referrals.outbox_take(p_now timestamptz, p_limit integer, p_first double precision,
    p_longest double precision)
returns table (id uuid, type text, from_slug text, to_slug text, loop_id uuid, sequence integer, acknowledges integer,
    body text)
language plpgsql set search_path = '' set plan_cache_mode = force_generic_plan as $$
begin
    return query
    with recursive sides as (
        (select o.to_slug from referrals.outbox o where o.next_at is not null order by o.to_slug limit 1)
        union all
        select (select o.to_slug from referrals.outbox o
            where o.next_at is not null and o.to_slug > s.to_slug order by o.to_slug limit 1)
        from sides s where s.to_slug is not null
    ), each_side as materialized (
        -- Twice its share: most sides have less than theirs, and nobody reads a heap to take a few of it.
        select least(p_limit, greatest(10, 2 * p_limit / count(*))) as most from sides s where s.to_slug is not null
    ), candidates as materialized (
        select c.id, c.again, row_number() over (partition by s.to_slug, c.again order by c.next_at, c.id) as place
        from sides s cross join lateral (
            (select o.id, o.next_at, false as again from referrals.outbox o
                where o.to_slug = s.to_slug and o.next_at is not null and least(o.attempts, 1) = 0 and o.next_at <= p_now
                order by o.next_at limit (select e.most from each_side e))
            union all
            (select o.id, o.next_at, true from referrals.outbox o
                where o.to_slug = s.to_slug and o.next_at is not null and least(o.attempts, 1) = 1 and o.next_at <= p_now
                order by o.next_at limit (select e.most from each_side e))
        ) c
    ), chosen as materialized (
        select c.id from candidates c order by c.again and c.place > 5, c.place limit p_limit
    ), due as materialized (
        -- By their key, whatever the planner believes of how many are due: compared with each other they are too many.
        select o.id from referrals.outbox o
        where o.id = any (array(select c.id from chosen c)) and o.next_at + interval '0' <= p_now
        for update skip locked
    ), taken as (
        update referrals.outbox o set
            attempts = o.attempts + 1,
            next_at = case when o.sequence = 0 then null
                else p_now + make_interval(secs => least(p_first * power(2, least(o.attempts, 30)), p_longest)) end,
            done_at = case when o.sequence = 0 then p_now end
        from due where o.id = due.id
        returning o.*
    )
    select t.id, t.type, t.from_slug, t.to_slug, t.loop_id, t.sequence, t.acknowledges, t.body::text
    from taken t order by t.created_at, t.id;
end $$;
call kernel.definer('referrals.outbox_take(timestamptz, integer, double precision, double precision)');

-- By other side, first goes and repeats apart, the longest due first. 'least' stands for yes and no: the planner would
-- turn a comparison round and miss the index.
create index outbox_due on referrals.outbox (to_slug, least(attempts, 1), next_at) where next_at is not null;
