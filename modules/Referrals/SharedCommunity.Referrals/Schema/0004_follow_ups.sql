call kernel.agency_owned('referrals.follow_ups');
call kernel.agency_owned('referrals.tellings');
call kernel.transport('referrals.member_choices');

-- Follow-ups that are planned for now and not asked yet.
create function referrals.follow_ups_due(p_now timestamptz, p_limit integer) returns table (agency_id uuid, follow_up_id uuid)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select f.agency_id, f.id from referrals.follow_ups f
    where f.due_at <= p_now and f.asked_at is null and f.answer is null
    order by f.due_at limit p_limit;
end $$;
call kernel.definer('referrals.follow_ups_due(timestamptz, integer)');

-- A member of the scope's community tapped something under a message: kept for the agency that sent it, if it was one
-- about referrals and sent to that member. How many were kept, and nothing else.
create function referrals.member_choice_add(p_id uuid, p_delivery uuid, p_member uuid, p_value text, p_at timestamptz,
    p_now timestamptz) returns integer
language plpgsql set search_path = '' as $$
declare kept integer;
begin
    insert into referrals.member_choices (id, agency_id, community_id, member_id, delivery_id, value, at, attempts, next_at)
    select p_id, t.agency_id, t.community_id, t.member_id, t.delivery_id, p_value, p_at, 0, p_now
    from referrals.tellings t
    where t.delivery_id = p_delivery and t.member_id = p_member
        and t.community_id = nullif(current_setting('app.community', true), '')::uuid;
    get diagnostics kept = row_count;
    return kept;
end $$;
call kernel.definer('referrals.member_choice_add(uuid, uuid, uuid, text, timestamptz, timestamptz)');

-- A member of the scope's community asks about their referrals: each agency that referred them answers for itself.
create function referrals.member_asked(p_member uuid, p_value text, p_at timestamptz, p_now timestamptz) returns integer
language plpgsql set search_path = '' as $$
declare kept integer;
begin
    insert into referrals.member_choices (id, agency_id, community_id, member_id, value, at, attempts, next_at)
    select gen_random_uuid(), r.agency_id, r.community_id, r.member_id, p_value, p_at, 0, p_now
    from referrals.referrals r
    where r.member_id = p_member and r.side = 'Sender'
        and r.community_id = nullif(current_setting('app.community', true), '')::uuid
    group by r.agency_id, r.community_id, r.member_id;
    get diagnostics kept = row_count;
    return kept;
end $$;
call kernel.definer('referrals.member_asked(uuid, text, timestamptz, timestamptz)');

-- What waits to take effect; each comes again after half a minute until it has, twenty times at the most.
create function referrals.member_choices_take(p_now timestamptz, p_limit integer) returns table (id uuid, agency_id uuid)
language plpgsql set search_path = '' as $$
begin
    return query
    with due as (
        select c.id from referrals.member_choices c where c.next_at <= p_now and c.attempts < 20
        order by c.next_at, c.at, c.id limit p_limit for update skip locked
    )
    update referrals.member_choices c set attempts = c.attempts + 1, next_at = p_now + interval '30 seconds'
    from due where c.id = due.id
    returning c.id, c.agency_id;
end $$;
call kernel.definer('referrals.member_choices_take(timestamptz, integer)');

-- The scope's agency takes a choice, with its effect in the same transaction: it is gone, and counts once.
create function referrals.member_choice_done(p_id uuid)
returns table (community_id uuid, member_id uuid, delivery_id uuid, value text, at timestamptz)
language plpgsql set search_path = '' as $$
begin
    return query
    delete from referrals.member_choices c
    where c.id = p_id and c.agency_id = nullif(current_setting('app.agency', true), '')::uuid
    returning c.community_id, c.member_id, c.delivery_id, c.value, c.at;
end $$;
call kernel.definer('referrals.member_choice_done(uuid)');
