-- Mails are rows in the transaction of what they tell of; a pump sends them. Reachable only through these functions.
-- The words are encrypted by the application: a mail may hold a link that gives access.
create table kernel.mails (
    id uuid primary key,
    account_id uuid not null,
    subject text not null,
    body bytea not null,
    gives_access boolean not null,
    created_at timestamptz not null default now(),
    next_at timestamptz not null default now(),
    attempts integer not null default 0,
    failure text,
    sent_at timestamptz
);
create index on kernel.mails (next_at) where sent_at is null;
create index on kernel.mails (account_id, created_at desc);
call kernel.transport('kernel.mails');

create function kernel.mail_add(p_id uuid, p_account uuid, p_subject text, p_body bytea, p_gives_access boolean)
returns boolean
language plpgsql set search_path = '' as $$
begin
    insert into kernel.mails (id, account_id, subject, body, gives_access)
    values (p_id, p_account, p_subject, p_body, p_gives_access);
    return true;
end $$;
call kernel.definer('kernel.mail_add(uuid, uuid, text, bytea, boolean)');

-- Those that are due, for the one that takes them: nobody else gets them until the seconds are over. What could not
-- be sent for three days is no news any more.
create function kernel.mail_take(p_limit integer, p_seconds integer)
returns table (id uuid, account_id uuid, subject text, body bytea)
language plpgsql set search_path = '' as $$
begin
    return query
    update kernel.mails m
    set next_at = now() + make_interval(secs => p_seconds), attempts = m.attempts + 1
    where m.id in (
        select w.id from kernel.mails w
        where w.sent_at is null and w.next_at <= now() and w.created_at > now() - interval '3 days'
        order by w.next_at
        limit p_limit
        for update skip locked)
    returning m.id, m.account_id, m.subject, m.body;
end $$;
call kernel.definer('kernel.mail_take(integer, integer)');

-- What became of it; a failure is tried again after 1, 2, 4 … minutes, an hour at the most.
create function kernel.mail_done(p_id uuid, p_failure text) returns boolean
language plpgsql set search_path = '' as $$
begin
    update kernel.mails m
    set sent_at = case when p_failure is null then now() end,
        failure = p_failure,
        body = case when p_failure is null and m.gives_access then '' else m.body end,
        next_at = case when p_failure is null then m.next_at
            else now() + least(interval '1 hour', interval '1 minute' * power(2, least(m.attempts, 10) - 1)) end
    where m.id = p_id;
    return found;
end $$;
call kernel.definer('kernel.mail_done(uuid, text)');

-- A person's own mails, newest first; never one that gives access.
create function kernel.mails_of(p_account uuid)
returns table (subject text, body bytea, created_at timestamptz)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select m.subject, m.body, m.created_at
    from kernel.mails m
    where m.account_id = p_account and not m.gives_access
    order by m.created_at desc
    limit 50;
end $$;
call kernel.definer('kernel.mails_of(uuid)');
