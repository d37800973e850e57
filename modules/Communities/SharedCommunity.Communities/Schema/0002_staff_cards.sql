-- Whoever has left is still named in what they did, and is handed nothing any more. To replace a view takes its options
-- away: so it is made a read model again.
create or replace view communities.staff_cards as select id, agency_id, display_name, ended_at from communities.staff;
call kernel.read_model('communities.staff_cards');
