-- Referrals under way whose agency has no part any more in the community that they came from.
create function referrals.without_part(p_limit integer)
returns table (agency_id uuid, community_id uuid, referral_id uuid)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select r.agency_id, r.community_id, r.id from referrals.referrals r
    where r.clock_at is not null and r.side = 'Sender' and r.community_id is not null
        and not exists (select from communities.co_host_cards h
            where h.community_id = r.community_id and h.agency_id = r.agency_id
                and h.state = 'Active' and h.role in ('Lead', 'CoHost'))
    order by r.agency_id, r.id limit p_limit;
end $$;
call kernel.definer('referrals.without_part(integer)');
