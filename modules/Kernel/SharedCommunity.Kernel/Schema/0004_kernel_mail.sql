-- How many mails that give access an account was sent lately: whoever asks for too many gets no more.
create function kernel.access_mails(p_account uuid, p_within interval) returns integer
language plpgsql stable set search_path = '' as $$
begin
    return (select count(*)::integer from kernel.mails m
        where m.account_id = p_account and m.gives_access and m.created_at > now() - p_within);
end $$;
call kernel.definer('kernel.access_mails(uuid, interval)');
