-- What waits for its acknowledgement goes again, at once, without what was shared of the member.
create function referrals.outbox_hide(p_loop uuid, p_now timestamptz) returns integer
language plpgsql set search_path = '' as $$
declare hidden integer;
begin
    update referrals.outbox o set body = o.body - 'note' || '{"shared": []}',
        next_at = case when o.next_at > p_now then p_now else o.next_at end
    where o.loop_id = p_loop and o.type = 'ReferralSent'
        and o.agency_id = nullif(current_setting('app.agency', true), '')::uuid;
    get diagnostics hidden = row_count;
    return hidden;
end $$;
call kernel.definer('referrals.outbox_hide(uuid, timestamptz)');

-- Which of these, that told something of a member when they were taken, tell nothing any more.
create function referrals.outbox_hidden(p_ids uuid[]) returns table (id uuid)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select o.id from referrals.outbox o
    where o.id = any (p_ids) and o.body -> 'shared' = '[]' and not o.body ? 'note';
end $$;
call kernel.definer('referrals.outbox_hidden(uuid[])');

-- A link leads to one question, of whichever agency: before any scope is known.
call kernel.agency_owned('referrals.consent_asks');
create function referrals.consent_ask_by_hash(p_hash bytea) returns table (id uuid, agency_id uuid)
language plpgsql stable set search_path = '' as $$
begin
    return query select a.id, a.agency_id from referrals.consent_asks a where a.token_hash = p_hash;
end $$;
call kernel.definer('referrals.consent_ask_by_hash(bytea)');

-- Consents whose time is over, and which has not taken effect yet.
create function referrals.consents_over(p_now timestamptz, p_limit integer) returns table (agency_id uuid, consent_id uuid)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select c.agency_id, c.id from referrals.consents c
    where c.until <= p_now and c.withdrawn_at is null and c.expired_at is null order by c.until limit p_limit;
end $$;
call kernel.definer('referrals.consents_over(timestamptz, integer)');
