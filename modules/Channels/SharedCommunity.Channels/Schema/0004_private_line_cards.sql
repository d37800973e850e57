-- On which private line an account can be written to: no platform lets a bot begin, so only those who wrote first count.
create view channels.private_line_cards as
    select a.id as channel_account_id, a.community_id, c.id as channel_id,
        a.told_at is not null and a.unreachable_code is null as reachable, a.told_at as written_at
    from channels.channel_accounts a
    join channels.channels c on c.connection_id = a.connection_id and c.community_id = a.community_id
        and c.kind = 'PrivateLine';
call kernel.read_model('channels.private_line_cards');
