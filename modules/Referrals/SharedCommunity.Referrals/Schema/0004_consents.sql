-- What waits for its acknowledgement goes again without what was shared of the member.
create function referrals.outbox_hide(p_loop uuid) returns integer
language plpgsql set search_path = '' as $$
declare hidden integer;
begin
    update referrals.outbox o set body = o.body - 'note' || '{"shared": []}'
    where o.loop_id = p_loop and o.type = 'ReferralSent'
        and o.agency_id = nullif(current_setting('app.agency', true), '')::uuid;
    get diagnostics hidden = row_count;
    return hidden;
end $$;
call kernel.definer('referrals.outbox_hide(uuid)');

-- Consents whose time is over, and which has not taken effect yet.
create function referrals.consents_over(p_now timestamptz, p_limit integer) returns table (agency_id uuid, consent_id uuid)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select c.agency_id, c.id from referrals.consents c
    where c.until <= p_now and c.withdrawn_at is null and c.expired_at is null order by c.until limit p_limit;
end $$;
call kernel.definer('referrals.consents_over(timestamptz, integer)');
