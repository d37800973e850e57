-- Whether a staff member still works in a community in one of these roles. Roles are each agency's own business: what
-- happens for the community by itself (a member says that an answer did not help) asks yes or no, of one person.
create function communities.holds_role(p_staff uuid, p_community uuid, p_roles text[]) returns boolean
language plpgsql stable set search_path = '' as $$
begin
    return p_community = any (communities.visible()) and exists (
        select from communities.staff s
        join communities.agencies a on a.id = s.agency_id and a.state = 'Active'
        join communities.co_hosts h on h.agency_id = s.agency_id and h.community_id = p_community
            and h.state = 'Active' and h.role in ('Lead', 'CoHost')
        join communities.staff_roles r on r.staff_id = s.id and r.role = any (p_roles)
            and (r.community_id is null or r.community_id = p_community)
        join communities.staff_private p on p.staff_id = s.id
        where s.id = p_staff and s.ended_at is null
            and not exists (select from communities.disabled_accounts d where d.account_id = p.account_id));
end $$;
call kernel.definer('communities.holds_role(uuid, uuid, text[])');
