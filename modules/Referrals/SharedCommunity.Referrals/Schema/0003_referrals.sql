do $$ begin execute format('grant usage on schema referrals to %I', kernel.application_role()); end $$;

call kernel.agency_owned('referrals.referrals');
call kernel.agency_owned('referrals.referral_events');
call kernel.agency_owned('referrals.consents');
call kernel.agency_owned('referrals.held_messages');
call kernel.agency_owned('referrals.dead_letters');
call kernel.agency_owned('referrals.agency_voices');
call kernel.transport('referrals.outbox');

-- Writes what the scope's agency says. An agency cannot put words into another's mouth.
create function referrals.outbox_add(p_id uuid, p_agency uuid, p_from text, p_to text, p_loop uuid, p_type text,
    p_sequence integer, p_acknowledges integer, p_body jsonb, p_now timestamptz) returns integer
language plpgsql set search_path = '' as $$
begin
    if p_agency is distinct from nullif(current_setting('app.agency', true), '')::uuid
        or not exists (select from communities.agency_cards a where a.id = p_agency and a.slug = p_from) then
        raise insufficient_privilege using message = 'An agency speaks for itself only.';
    end if;
    -- One acknowledgement that waits says as much as many: it carries the number that was reached.
    if p_sequence = 0 then
        delete from referrals.outbox o
        where o.loop_id = p_loop and o.from_slug = p_from and o.sequence = 0 and o.done_at is null;
    end if;
    insert into referrals.outbox (id, agency_id, from_slug, to_slug, loop_id, type, sequence, acknowledges, body,
        created_at, attempts, next_at)
    values (p_id, p_agency, p_from, p_to, p_loop, p_type, p_sequence, p_acknowledges, p_body, p_now, 0, p_now);
    return 1;
end $$;
call kernel.definer('referrals.outbox_add(uuid, uuid, text, text, uuid, text, integer, integer, jsonb, timestamptz)');

-- What is due, in the order in which it was said; each comes again later unless it is acknowledged. An acknowledgement
-- is done with its one publication: if it is lost, the other side asks again by sending again.
create function referrals.outbox_take(p_now timestamptz, p_limit integer, p_first double precision,
    p_longest double precision)
returns table (id uuid, type text, from_slug text, to_slug text, loop_id uuid, sequence integer, acknowledges integer,
    body text)
language plpgsql set search_path = '' as $$
begin
    return query
    with due as (
        select o.id from referrals.outbox o where o.next_at <= p_now
        order by o.next_at, o.created_at, o.id limit p_limit for update skip locked
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

-- The other side has taken all up to this number.
create function referrals.outbox_acknowledged(p_from text, p_loop uuid, p_upto integer, p_now timestamptz) returns integer
language plpgsql set search_path = '' as $$
declare done integer;
begin
    update referrals.outbox o set done_at = p_now, next_at = null
    where o.loop_id = p_loop and o.from_slug = p_from and o.sequence between 1 and p_upto and o.done_at is null
        and o.agency_id = nullif(current_setting('app.agency', true), '')::uuid;
    get diagnostics done = row_count;
    return done;
end $$;
call kernel.definer('referrals.outbox_acknowledged(text, uuid, integer, timestamptz)');

-- Every agency has a queue; those with software of their own read theirs themselves.
create function referrals.queues() returns table (agency_id uuid, slug text, here boolean)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select a.id, a.slug, v.agency_id is null
    from communities.agency_cards a left join referrals.agency_voices v on v.agency_id = a.id
    order by a.id;
end $$;
call kernel.definer('referrals.queues()');

-- Whether there is such an agency, and the broker's user who speaks for it where that is not this host.
create function referrals.voice_of(p_slug text) returns table (known boolean, user_name text)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select true, v.user_name
    from communities.agency_cards a left join referrals.agency_voices v on v.agency_id = a.id
    where a.slug = p_slug;
end $$;
call kernel.definer('referrals.voice_of(text)');

-- Sides whose clock has something to do.
create function referrals.clocks_due(p_now timestamptz, p_limit integer) returns table (agency_id uuid, referral_id uuid)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select r.agency_id, r.id from referrals.referrals r
    where r.clock_at <= p_now order by r.clock_at limit p_limit;
end $$;
call kernel.definer('referrals.clocks_due(timestamptz, integer)');
