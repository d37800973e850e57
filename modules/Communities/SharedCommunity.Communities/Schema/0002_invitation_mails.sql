-- To whom a community lately had an invitation mailed: a hash of the address, whether or not anybody has an account there.
create table communities.invitation_mails (
    community_id uuid not null,
    address_hash bytea not null,
    mailed_at timestamptz not null,
    primary key (community_id, address_hash)
);
call kernel.transport('communities.invitation_mails');

-- Whether that community may have a mail sent to that address now; a yes counts as sent. Of two at once one gets it.
create function communities.invitation_mail_due(p_community uuid, p_address_hash bytea, p_now timestamptz)
returns boolean
language plpgsql set search_path = '' as $$
begin
    -- What is an hour old limits nothing any more and is not kept.
    delete from communities.invitation_mails m
    using (
        select o.community_id, o.address_hash from communities.invitation_mails o
        where o.mailed_at <= p_now - interval '1 hour'
        for update skip locked) old
    where m.community_id = old.community_id and m.address_hash = old.address_hash;
    insert into communities.invitation_mails as m (community_id, address_hash, mailed_at)
    values (p_community, p_address_hash, p_now)
    on conflict (community_id, address_hash) do update set mailed_at = excluded.mailed_at
        where m.mailed_at <= excluded.mailed_at - interval '1 hour';
    return found;
end $$;
call kernel.definer('communities.invitation_mail_due(uuid, bytea, timestamptz)');
