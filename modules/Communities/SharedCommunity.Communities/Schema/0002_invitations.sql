-- The open invitation that a token names: ids only. What it says is read in the invited agency's own scope.
create function communities.invitation_by_hash(p_hash bytea, p_now timestamptz)
returns table (community_id uuid, agency_id uuid, agency_slug text)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select h.community_id, h.agency_id, h.agency_slug
    from communities.co_hosts h
    where h.invitation_token_hash = p_hash and h.state = 'Invited' and h.invitation_expires_at > p_now;
end $$;
call kernel.definer('communities.invitation_by_hash(bytea, timestamptz)');
