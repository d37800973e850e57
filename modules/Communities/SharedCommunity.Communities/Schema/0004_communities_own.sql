-- A key remembers the day on which it was last used: written with the first request of a day, and not again on it.
create or replace function communities.api_key_by_hash(p_hash bytea)
returns table (account_id uuid, agency_id uuid, staff_id uuid)
language plpgsql volatile set search_path = '' as $$
declare
    v_key uuid;
    v_used date;
    v_today constant date := (now() at time zone 'UTC')::date;
begin
    select k.id, k.last_used_on, p.account_id, p.agency_id, p.staff_id
    into v_key, v_used, account_id, agency_id, staff_id
    from communities.api_keys k
    join communities.staff_private p on p.staff_id = k.staff_id
    join communities.staff s on s.id = k.staff_id and s.ended_at is null
    where k.hash = p_hash and k.revoked_at is null
        and not exists (select from communities.disabled_accounts d where d.account_id = p.account_id);
    if v_key is null then
        return;
    end if;
    if v_used is distinct from v_today then
        update communities.api_keys set last_used_on = v_today where id = v_key and last_used_on is distinct from v_today;
    end if;
    return next;
end $$;
call kernel.definer('communities.api_key_by_hash(bytea)');

-- What a person is called in each agency of theirs: they change it on the page of their account, which is of no agency.
create function communities.names_of_account(p_account uuid)
returns table (agency_slug text, agency_name text, display_name text)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select a.slug, a.name, s.display_name
    from communities.staff_private p
    join communities.staff s on s.id = p.staff_id and s.ended_at is null
    join communities.agencies a on a.id = p.agency_id
    where p.account_id = p_account
    order by a.name, a.slug;
end $$;
call kernel.definer('communities.names_of_account(uuid)');

-- What staff speak is known to those who work with them: My work offers first what its reader can answer.
create or replace view communities.staff_cards as
    select id, agency_id, display_name, ended_at, languages from communities.staff;
call kernel.read_model('communities.staff_cards');
