-- What is kept for a repeated request of the scope's agency and holds that id: the thing has been hidden since. The
-- request is still known, so that it is not done again.
create function kernel.kept_forget(p_id uuid) returns integer
language plpgsql set search_path = '' as $$
declare gone integer;
begin
    update kernel.kept_outcomes k set result = null
    where k.agency_id = nullif(current_setting('app.agency', true), '')::uuid
        and k.result::text like '%' || p_id::text || '%';
    get diagnostics gone = row_count;
    return gone;
end $$;
call kernel.definer('kernel.kept_forget(uuid)');
