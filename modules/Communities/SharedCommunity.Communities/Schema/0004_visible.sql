-- Read from the settings within the query, not through variables: a query with variables is planned anew at every call
-- when the agency works in fewer communities than most (the plan for "any agency" looks dearer), and that took three
-- quarters of the wall's time. Without variables the first plan is kept.
create or replace function communities.visible() returns uuid[]
language plpgsql stable parallel safe security definer set search_path = '' as $$
begin
    if current_setting('app.community', true) <> '' then
        return array[current_setting('app.community', true)::uuid];
    end if;
    return array(
        select h.community_id
        from communities.co_hosts h
        where h.agency_id = nullif(current_setting('app.agency', true), '')::uuid
            and h.state = 'Active' and h.role in ('Lead', 'CoHost') and h.agency_active
    );
end $$;

create or replace function communities.neighbours() returns uuid[]
language plpgsql stable parallel safe security definer set search_path = '' as $$
begin
    if current_setting('app.community', true) <> '' then
        return array(
            select h.agency_id from communities.co_hosts h
            where h.community_id = current_setting('app.community', true)::uuid
        );
    end if;
    if coalesce(current_setting('app.agency', true), '') = '' then
        return '{}';
    end if;
    return array(
        select current_setting('app.agency', true)::uuid
        union
        select theirs.agency_id
        from communities.co_hosts ours
        join communities.co_hosts theirs on theirs.community_id = ours.community_id
        where ours.agency_id = current_setting('app.agency', true)::uuid
            and ours.state = 'Active' and theirs.state = 'Active'
    );
end $$;
