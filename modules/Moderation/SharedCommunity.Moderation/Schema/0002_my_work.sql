-- My work: what a staff member has seen, and whether the tour is put away, is their agency's own; the use cases read and
-- write the row of the one who asks, no other.
call kernel.agency_owned('moderation.visits');
call kernel.agency_owned('moderation.tours_left');

-- Few rows at any time: those that somebody is on, those that were handed over, those that wait for a member.
create index ix_inquiries_claimed on moderation.inquiries (claim_staff_id) where claim_staff_id is not null;
create index ix_inquiries_assigned on moderation.inquiries (assigned_agency_id) where assigned_agency_id is not null;
create index ix_inquiries_waiting on moderation.inquiries (community_id) where state = 'Waiting';

-- What colleagues did, newest first. What comes in by itself is not in it, so intake does not pay for it.
create index ix_inquiry_events_work on moderation.inquiry_events (community_id, at desc)
    where kind in ('Claimed', 'TakenOver', 'Answered', 'Assigned', 'Reopened', 'Closed');
create index ix_inquiry_notes_latest on moderation.inquiry_notes (community_id, at desc);
