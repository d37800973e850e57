-- A text as it is searched: without marks, drawn-out lines and marks of direction, with one form for letters that people
-- write in several ways, and a space for whatever stands between words. Nothing here depends on the database's locale but
-- lower(), and what a locale lacks there is the same for the message and for the search.
create function channels.folded(p_text text) returns text
language sql immutable strict parallel safe
return pg_catalog.translate(
    pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
        pg_catalog.lower(pg_catalog.regexp_replace(pg_catalog.regexp_replace(
            normalize(p_text, nfkd),
            -- Marks on letters, tatweel, and what is not seen.
            '[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff\u135d-\u135f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]',
            '', 'g'),
            -- Spaces and punctuation: Latin, Arabic, Ethiopic, and of all scripts.
            '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u0589\u05be\u060c\u060d\u061b\u061d-\u061f\u066a-\u066d\u06d4\u0964\u0965\u1360-\u1368\u1680\u2010-\u2029\u202f-\u205f\u2e00-\u2e7f\u3000-\u303f]+',
            ' ', 'g')),
        'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'),
    'ٱىیېےةہھۀەکڪ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹ıøłđ',
    'اييييهههههكك01234567890123456789iold');

-- The words that a message is found by. Its community stands among them, so that the index reads the hits of one
-- community and not of all; no word of a text can be taken for it, for a folded text has no hyphen. A longer text is
-- found by its beginning: the index must take whatever a platform sends.
create function channels.search_words(p_community uuid, p_text text) returns tsvector
language sql immutable strict parallel safe
return pg_catalog.array_to_tsvector(array[p_community::text])
    || pg_catalog.to_tsvector('pg_catalog.simple'::regconfig, channels.folded(pg_catalog.left(p_text, 10000)));

create index ix_messages_search on channels.messages using gin (channels.search_words(community_id, text));

-- What somebody typed, as a query: all words in any order, the last as the beginning of one. A folded text has nothing
-- left that means something in a query. Null where there is no word in it.
create function channels.search_query(p_community uuid, p_typed text) returns tsquery
language plpgsql immutable parallel safe set search_path = '' as $$
declare
    words constant text[] := string_to_array(btrim(channels.folded(left(p_typed, 300))), ' ');
    wanted tsquery;
begin
    if cardinality(words) = 0 then
        return null;
    end if;
    wanted := to_tsquery('pg_catalog.simple'::regconfig, array_to_string(words[1:16], ' & ') || ':*');
    -- Signs that are no words: nothing is looked for, not everything.
    if numnode(wanted) = 0 then
        return null;
    end if;
    return quote_literal(p_community)::tsquery && wanted;
end $$;
revoke all on function channels.search_query(uuid, text) from public;

-- The messages in which words stand, newest first: ids and their place. Behind row-level security the index could not be
-- used, for no text operator is leakproof; so this reads past it, under the conditions of the policies of the table. What
-- it returns is read again under them.
create function channels.search_messages(p_community uuid, p_words text, p_channel uuid, p_private boolean,
    p_sent_before timestamptz, p_id_before uuid, p_limit integer)
returns table (id uuid, rank bigint)
language plpgsql stable set search_path = '' as $$
declare
    in_agency constant uuid := nullif(current_setting('app.agency', true), '')::uuid;
    in_community constant boolean := coalesce(current_setting('app.community', true), '') <> '';
    wanted constant tsquery := channels.search_query(p_community, p_words);
begin
    if wanted is null or p_community is null or not p_community = any (communities.visible()) then
        return;
    end if;
    return query
    -- Materialized: of a word that hardly a message has, the planner believes that a walk from the newest on meets enough.
    with hits as materialized (
        select m.id, m.sent_at
        from channels.messages m
        where channels.search_words(m.community_id, m.text) @@ wanted
            and m.community_id = p_community
            and (m.placed or in_community)
            and (m.custody_agency_id is null or m.custody_agency_id = in_agency or in_community)
            and (p_channel is null or m.channel_id = p_channel)
            and (p_private is null or m.private = p_private)
            and (p_sent_before is null or (m.sent_at, m.id) < (p_sent_before, p_id_before))
    )
    select h.id, row_number() over (order by h.sent_at desc, h.id desc)
    from hits h
    order by h.sent_at desc, h.id desc
    limit p_limit;
end $$;
call kernel.definer('channels.search_messages(uuid, text, uuid, boolean, timestamptz, uuid, integer)');

-- Whose private conversation a message belongs to, for those who read it in its place.
create or replace view channels.message_cards as
    select id, community_id, channel_id, channel_account_id, writer_name, text, attachment, sent_at, edited_at,
        private, outgoing, reply_to, delivery_id, conversation_id
    from channels.messages;
call kernel.read_model('channels.message_cards');
