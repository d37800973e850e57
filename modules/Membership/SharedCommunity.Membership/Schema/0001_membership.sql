do $$ begin execute format('grant usage on schema membership to %I', kernel.application_role()); end $$;

call kernel.community_shared('membership.members');
call kernel.community_shared('membership.member_accounts');

create view membership.member_cards as
    select id, community_id, name, language, joined_at, left_at from membership.members;
call kernel.read_model('membership.member_cards');

create view membership.member_account_cards as
    select channel_account_id, community_id, member_id from membership.member_accounts;
call kernel.read_model('membership.member_account_cards');
