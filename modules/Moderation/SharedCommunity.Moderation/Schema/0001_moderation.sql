do $$ begin execute format('grant usage on schema moderation to %I', kernel.application_role()); end $$;

call kernel.community_shared('moderation.inquiries', true);
call kernel.community_shared('moderation.inquiry_messages', true);
call kernel.community_shared('moderation.inquiry_events', true);
call kernel.community_shared('moderation.answers', true);
call kernel.community_shared('moderation.inquiry_notes', true);

alter table moderation.inquiries add foreign key (community_id, member_id)
    references membership.members (community_id, id);

-- The queue's order as one column that is never null, so that a keyset can compare it: what has no clock comes last.
alter table moderation.inquiries add column queue_at timestamptz not null
    generated always as (coalesce(respond_by, 'infinity'::timestamptz)) stored;
create index ix_inquiries_queue on moderation.inquiries (community_id, queue_at, asked_at, id) where state <> 'Closed';
create index ix_inquiries_closed on moderation.inquiries (community_id, closed_at desc, id desc) where state = 'Closed';

-- How many open private inquiries are in the custody of other agencies: a count, nothing else of them.
create function moderation.hidden_private_count(p_community uuid) returns integer
language plpgsql stable set search_path = '' as $$
begin
    if not (p_community = any (communities.visible())) then
        return 0;
    end if;
    return (select count(*) from moderation.inquiries i
        where i.community_id = p_community and i.state <> 'Closed' and i.custody_agency_id is not null
            and i.custody_agency_id is distinct from nullif(current_setting('app.agency', true), '')::uuid);
end $$;
call kernel.definer('moderation.hidden_private_count(uuid)');

-- What hangs on an inquiry follows it into custody and out of it. Only definer functions below reach this one.
create function moderation.follow_custody(p_inquiry uuid, p_custody uuid) returns void
language plpgsql set search_path = '' as $$
begin
    update moderation.inquiry_messages m set custody_agency_id = p_custody where m.inquiry_id = p_inquiry;
    update moderation.inquiry_events e set custody_agency_id = p_custody where e.inquiry_id = p_inquiry;
    update moderation.answers a set custody_agency_id = p_custody where a.inquiry_id = p_inquiry;
    update moderation.inquiry_notes n set custody_agency_id = p_custody where n.inquiry_id = p_inquiry;
end $$;
revoke all on function moderation.follow_custody(uuid, uuid) from public;

-- The caller's agency takes a private inquiry that nobody has into its custody.
create function moderation.custody_take(p_inquiry uuid) returns boolean
language plpgsql set search_path = '' as $$
declare
    our constant uuid := nullif(current_setting('app.agency', true), '')::uuid;
begin
    update moderation.inquiries i set custody_agency_id = our
    where i.id = p_inquiry and i.private and our is not null
        and (i.custody_agency_id is null or i.custody_agency_id = our)
        and i.community_id = any (communities.visible());
    if not found then
        return false;
    end if;
    perform moderation.follow_custody(p_inquiry, our);
    return true;
end $$;
call kernel.definer('moderation.custody_take(uuid)');

-- The custodian gives a private inquiry back to all (null) or hands it over to an agency that works the same queue.
create function moderation.custody_end(p_inquiry uuid, p_to uuid) returns boolean
language plpgsql set search_path = '' as $$
declare
    our constant uuid := nullif(current_setting('app.agency', true), '')::uuid;
begin
    update moderation.inquiries i set custody_agency_id = p_to
    where i.id = p_inquiry and i.custody_agency_id = our
        and i.community_id = any (communities.visible())
        and (p_to is null or exists (select from communities.co_host_cards h
            where h.community_id = i.community_id and h.agency_id = p_to
                and h.state = 'Active' and h.role in ('Lead', 'CoHost')));
    if not found then
        return false;
    end if;
    perform moderation.follow_custody(p_inquiry, p_to);
    return true;
end $$;
call kernel.definer('moderation.custody_end(uuid, uuid)');

-- An agency that co-hosts no more keeps nothing: its custody, its claims and what was handed to it are the community's
-- again, and what is not closed is back in the queue. Whoever calls this can do no more than what must be so anyway.
create function moderation.custody_release(p_community uuid, p_agency uuid) returns integer
language plpgsql set search_path = '' as $$
declare
    freed uuid[];
begin
    if exists (select from communities.co_host_cards h where h.community_id = p_community and h.agency_id = p_agency
            and h.state = 'Active' and h.role in ('Lead', 'CoHost')) then
        return 0;
    end if;
    with released as (
        update moderation.inquiries i
        set custody_agency_id = case when i.custody_agency_id = p_agency then null else i.custody_agency_id end,
            claim_staff_id = null, claim_staff_name = null, claim_agency_id = null, claim_until = null,
            assigned_agency_id = case when i.assigned_agency_id = p_agency then null else i.assigned_agency_id end
        where i.community_id = p_community
            and (i.custody_agency_id = p_agency or i.claim_agency_id = p_agency or i.assigned_agency_id = p_agency)
        returning i.id, i.custody_agency_id, i.state
    ), told as (
        insert into moderation.inquiry_events (id, community_id, inquiry_id, custody_agency_id, kind, at)
        select gen_random_uuid(), p_community, r.id, r.custody_agency_id, 'GivenBack', now()
        from released r where r.state <> 'Closed'
    )
    select array_agg(r.id) into freed from released r where r.custody_agency_id is null;
    update moderation.inquiry_messages set custody_agency_id = null
    where community_id = p_community and custody_agency_id = p_agency;
    update moderation.inquiry_events set custody_agency_id = null
    where community_id = p_community and custody_agency_id = p_agency;
    update moderation.answers set custody_agency_id = null
    where community_id = p_community and custody_agency_id = p_agency;
    update moderation.inquiry_notes set custody_agency_id = null
    where community_id = p_community and custody_agency_id = p_agency;
    return coalesce(cardinality(freed), 0);
end $$;
call kernel.definer('moderation.custody_release(uuid, uuid)');
