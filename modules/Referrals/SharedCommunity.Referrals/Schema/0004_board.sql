-- Since when the other side has not confirmed what the scope's agency said about these referrals.
create function referrals.unconfirmed(p_loops uuid[], p_before timestamptz)
returns table (loop_id uuid, since timestamptz)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select o.loop_id, min(o.created_at) from referrals.outbox o
    where o.loop_id = any (p_loops) and o.sequence > 0 and o.done_at is null
        and o.agency_id = nullif(current_setting('app.agency', true), '')::uuid
    group by o.loop_id having min(o.created_at) <= p_before;
end $$;
call kernel.definer('referrals.unconfirmed(uuid[], timestamptz)');

-- Who took on what there is already.
update referrals.referrals r set worker_id = e.staff_id
from referrals.referral_events e
where e.referral_id = r.id and e.input = 'accept' and e.staff_id is not null and r.side = 'Receiver';
