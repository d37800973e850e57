namespace SharedCommunity.Tests.Wall;

/// <summary>A rule that the database's own catalog is asked about, and a statement that breaks it.</summary>
/// <param name="Query">Returns one text per violation; $1 holds our schemas, $2 the closed list of definer functions.</param>
/// <param name="Plant">Breaks the rule, run as superuser.</param>
internal sealed record SchemaRule(string Name, string Query, string Plant, string Culprit)
{
    private const string Tables = """
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any($1) and c.relkind in ('r', 'p') and c.relname <> 'migrations'
        """;

    private const string Functions = """
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname = any($1) and p.prosecdef
        """;

    private static readonly string[] Templates = ["community_shared", "agency_owned", "community_system"];

    public static IReadOnlyList<SchemaRule> All { get; } =
    [
        new(
            "Every table has row-level security",
            $"select format('%I.%I', n.nspname, c.relname) {Tables} and not c.relrowsecurity",
            "create table kernel.bare (id uuid primary key)",
            "kernel.bare"
        ),
        new(
            "Row-level security is not forced on the owner",
            $"select format('%I.%I', n.nspname, c.relname) {Tables} and c.relforcerowsecurity",
            "alter table kernel.leases force row level security",
            "kernel.leases"
        ),
        new(
            "A table without a policy is reached through functions only",
            $"""
            select format('%I.%I', n.nspname, c.relname) {Tables}
                and not exists (select from pg_policy p where p.polrelid = c.oid)
                and has_table_privilege('sc_app', c.oid, 'select, insert, update, delete')
            """,
            "grant select on kernel.leases to sc_app",
            "kernel.leases"
        ),
        new(
            "A table has one template",
            $"""
            select format('%I.%I', n.nspname, c.relname) {Tables}
                and (select count(*) from pg_policy p where p.polrelid = c.oid
                    and p.polname in ('{string.Join("', '", Templates)}')) > 1
            """,
            """
            set sc.application_role = 'sc_app'; create table kernel.twofold (id uuid primary key, community_id uuid, agency_id uuid);
            call kernel.community_system('kernel.twofold');
            call kernel.agency_owned('kernel.twofold');
            """,
            "kernel.twofold"
        ),
        new(
            "Every view looks through its reader's eyes",
            """
            select format('%I.%I', n.nspname, c.relname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = any($1) and c.relkind in ('v', 'm')
                and not coalesce(c.reloptions, '{}') @> array['security_invoker=true']
            """,
            "create view kernel.peek as select * from kernel.audit_entries",
            "kernel.peek"
        ),
        new(
            "Definer functions fix an empty search_path",
            $"""
            select format('%I.%I', n.nspname, p.proname) {Functions}
                and not coalesce(p.proconfig, array[]::text[]) @> array['search_path=""']
            """,
            "create function kernel.loose() returns int language sql security definer as 'select 1'",
            "kernel.loose"
        ),
        new(
            "Definer functions are not for PUBLIC",
            $"""
            select format('%I.%I', n.nspname, p.proname) {Functions}
                and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0)
            """,
            "create function kernel.open() returns int language sql security definer set search_path = '' as 'select 1'",
            "kernel.open"
        ),
        new(
            "Definer functions stand on the closed list",
            $"""
            select format('%s.%s', n.nspname, p.proname) {Functions}
                and has_function_privilege('sc_app', p.oid, 'execute')
                and not format('%s.%s', n.nspname, p.proname) = any($2)
            """,
            """
            set sc.application_role = 'sc_app'; create function kernel.unlisted() returns int language sql set search_path = '' as 'select 1';
            call kernel.definer('kernel.unlisted()');
            """,
            "kernel.unlisted"
        ),
        new(
            "The application role owns nothing",
            """
            select format('%I.%I', n.nspname, c.relname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relowner = 'sc_app'::regrole
            """,
            "create table kernel.mine (id uuid); alter table kernel.mine owner to sc_app",
            "kernel.mine"
        ),
        new(
            "The application role cannot truncate, refer or trigger",
            $"""
            select format('%I.%I', n.nspname, c.relname) {Tables}
                and has_table_privilege('sc_app', c.oid, 'truncate, references, trigger')
            """,
            "grant truncate on kernel.leases to sc_app",
            "kernel.leases"
        ),
        new(
            "The audit log is written and read, never changed",
            $"""
            select format('%I.%I', n.nspname, c.relname) {Tables}
                and c.relname = 'audit_entries' and has_table_privilege('sc_app', c.oid, 'update, delete')
            """,
            "grant update on kernel.audit_entries to sc_app",
            "kernel.audit_entries"
        ),
        new(
            "Foreign keys between rows of a community carry the community",
            """
            select format('%s: %s', k.conrelid::regclass, k.conname)
            from pg_constraint k
            join pg_namespace n on n.oid = k.connamespace
            join pg_attribute here on here.attrelid = k.conrelid and here.attname = 'community_id'
            join pg_attribute there on there.attrelid = k.confrelid and there.attname = 'community_id'
            where k.contype = 'f' and n.nspname = any($1) and not here.attnum = any(k.conkey)
            """,
            """
            create table kernel.parent (id uuid primary key, community_id uuid);
            create table kernel.child (id uuid primary key, community_id uuid, parent_id uuid references kernel.parent);
            """,
            "kernel.child"
        ),
        new(
            "Shared tables are indexed by their community",
            $"""
            select format('%I.%I', n.nspname, c.relname) {Tables}
                and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'community_shared')
                and not exists (
                    select from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                    where i.indrelid = c.oid and a.attname = 'community_id')
            """,
            """
            set sc.application_role = 'sc_app'; create table kernel.slow (id uuid primary key, community_id uuid);
            call kernel.community_shared('kernel.slow');
            """,
            "kernel.slow"
        ),
        new(
            "Policies work out what is visible once a statement, not once a row",
            """
            select format('%s: %s', p.polrelid::regclass, p.polname)
            from pg_policy p, lateral (select concat(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) as text) e
            where e.text ~ '(?<!SELECT )communities\.(visible|neighbours|in_platform_scope)\(\)'
            """,
            """
            create table kernel.per_row (id uuid primary key, community_id uuid);
            create policy per_row on kernel.per_row using (community_id = any (communities.visible()));
            """,
            "kernel.per_row"
        ),
        new(
            "The application role cannot reach the accounts",
            """
            select n.nspname from pg_namespace n
            where n.nspname = 'accounts' and has_schema_privilege('sc_app', n.oid, 'usage')
            """,
            "create schema if not exists accounts; grant usage on schema accounts to sc_app",
            "accounts"
        ),
    ];
}
