-- A mail to nobody (an account that is gone, or an invitation to an address that has none) is dropped and not tried again.
create or replace function kernel.mail_done(p_id uuid, p_failure text) returns boolean
language plpgsql set search_path = '' as $$
begin
    if p_failure = 'no_account' then
        delete from kernel.mails m where m.id = p_id;
        return found;
    end if;
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
