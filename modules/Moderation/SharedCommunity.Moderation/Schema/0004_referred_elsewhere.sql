-- How many private inquiries in other agencies' custody were referred: the one figure about other agencies' referrals.
-- Under five it is nothing, not even a yes. It takes in no inquiry that the caller can see or count otherwise, so that
-- nothing is left over when one figure is taken from another; and it counts what was referred, not what is closed, so
-- that it does not go down when a referral comes back.
create function moderation.referred_elsewhere(p_community uuid) returns integer
language plpgsql stable set search_path = '' as $$
declare n integer;
begin
    if not (p_community = any (communities.visible())) then
        return null;
    end if;
    select count(*) into n from moderation.inquiries i
    where i.community_id = p_community and i.referrals > 0 and i.custody_agency_id is not null
        and i.custody_agency_id is distinct from nullif(current_setting('app.agency', true), '')::uuid;
    return case when n >= 5 then n end;
end $$;
call kernel.definer('moderation.referred_elsewhere(uuid)');

create index ix_inquiries_referred on moderation.inquiries (community_id)
    where referrals > 0 and custody_agency_id is not null;
