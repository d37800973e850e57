-- Deliveries that a person has to look at are few and are looked for often.
create index ix_deliveries_unsettled on channels.deliveries (community_id) where state in ('Failed', 'Unknown');
