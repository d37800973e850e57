using Npgsql;

namespace SharedCommunity.Host.Postgres;

/// <summary>Makes the database's roles, and refuses runtime roles that could pass the wall of row-level security.</summary>
internal static class DatabaseRoles
{
    /// <summary>The database's name in the embedded cluster.</summary>
    public const string Database = "shared_community";

    /// <summary>Owns the database and all in it; migrates.</summary>
    public const string Owner = "sc_owner";

    /// <summary>Serves; owns nothing.</summary>
    public const string Application = "sc_app";

    /// <summary>Reaches the schema <c>accounts</c> and nothing else.</summary>
    public const string Accounts = "sc_accounts";

    /// <summary>Creates roles, database and grants where they are missing.</summary>
    /// <param name="connection">How to reach the server; database, user and password are filled in here.</param>
    /// <param name="administrator">The server's administrator role.</param>
    /// <param name="secrets">The passwords to give.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task Ensure(
        NpgsqlConnectionStringBuilder connection,
        string administrator,
        ClusterSecrets secrets,
        CancellationToken stop
    )
    {
        await using (var server = Source(connection, "postgres", administrator, secrets.Administrator))
        {
            await using var exists = server.CreateCommand("select from pg_database where datname = $1");
            exists.Parameters.Add(new() { Value = Database });
            await using var reader = await exists.ExecuteReaderAsync(stop);
            var missing = !await reader.ReadAsync(stop);
            await reader.CloseAsync();
            if (missing)
            {
                await using var create = server.CreateCommand("create database shared_community");
                await create.ExecuteNonQueryAsync(stop);
            }
        }

        await using var database = Source(connection, Database, administrator, secrets.Administrator);
        // The script is one transaction and makes the schema last but for its grants: where that stands, all stands.
        await using var done = database.CreateCommand("select to_regnamespace('accounts') is not null");
        if (await done.ExecuteScalarAsync(stop) is true)
            return;
        await using var roles = database.CreateCommand(Script(secrets));
        await roles.ExecuteNonQueryAsync(stop);
    }

    /// <summary>What is wrong with the two runtime roles, in words, with the statements that mend it; empty when all is well.</summary>
    public static async Task<IReadOnlyList<string>> Faults(
        NpgsqlDataSource application,
        NpgsqlDataSource accounts,
        CancellationToken stop
    )
    {
        var faults = new List<string>();
        var (applicationRole, applicationFaults) = await FaultsOf(application, "SharedCommunity", stop);
        var (accountsRole, accountsFaults) = await FaultsOf(accounts, "Accounts", stop);
        faults.AddRange(applicationFaults);
        faults.AddRange(accountsFaults);
        if (applicationRole == accountsRole)
            faults.Add(
                $"ConnectionStrings:SharedCommunity and :Accounts both sign in as {applicationRole}: each needs a role of its own."
            );
        await using var reach = application.CreateCommand(ReachesAccounts);
        await using var reader = await reach.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
            faults.Add(
                $"{applicationRole} has a grant in the schema accounts ({reader.GetString(0)}): {reader.GetString(1)}"
            );
        return faults;
    }

    /// <summary>Throws when <see cref="Faults"/> finds any.</summary>
    /// <exception cref="UnsafeRolesException">A runtime role could pass the wall.</exception>
    public static async Task Check(NpgsqlDataSource application, NpgsqlDataSource accounts, CancellationToken stop)
    {
        var faults = await Faults(application, accounts, stop);
        if (faults.Count > 0)
            throw new UnsafeRolesException(faults);
    }

    private static async Task<(string Role, List<string> Faults)> FaultsOf(
        NpgsqlDataSource source,
        string name,
        CancellationToken stop
    )
    {
        var faults = new List<string>();
        await using var command = source.CreateCommand(PassesTheWall);
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        var role = reader.GetString(0);
        await reader.NextResultAsync(stop);
        while (await reader.ReadAsync(stop))
            faults.Add(
                $"ConnectionStrings:{name}: the role {role} {reader.GetString(0)}. Run as an administrator: {reader.GetString(1)}"
            );
        return (role, faults);
    }

    private static NpgsqlDataSource Source(
        NpgsqlConnectionStringBuilder connection,
        string database,
        string user,
        string password
    ) =>
        NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connection.ConnectionString)
            {
                Database = database,
                Username = user,
                Password = password,
                Pooling = false,
            }
        );

    // The passwords are our own hexadecimal digits; a role's password cannot be a parameter.
    private static string Script(ClusterSecrets secrets)
    {
        using var stream = typeof(DatabaseRoles).Assembly.GetManifestResourceStream("roles.sql")!;
        using var reader = new StreamReader(stream);
        return reader
            .ReadToEnd()
            .Replace(":'owner_password'", $"'{secrets.Owner}'", StringComparison.Ordinal)
            .Replace(":'app_password'", $"'{secrets.Application}'", StringComparison.Ordinal)
            .Replace(":'accounts_password'", $"'{secrets.Accounts}'", StringComparison.Ordinal);
    }

    // A role is judged with every role that it could become (SET ROLE counts, so MEMBER and not USAGE).
    private const string PassesTheWall = """
        select current_user::text;
        with self as (select oid, rolname from pg_catalog.pg_roles where rolname = current_user),
        become as (
          select r.* from pg_catalog.pg_roles r, self
          where r.oid = self.oid
             or (pg_catalog.pg_has_role(self.oid, r.oid, 'MEMBER')
                 and not exists (select from pg_catalog.pg_roles s where s.oid = self.oid and s.rolsuper)))
        select case when b.oid = self.oid then f.fault else format('may become %I, which %s', b.rolname, f.fault) end,
               case when b.oid = self.oid then f.cure else format('revoke %I from %I;', b.rolname, self.rolname) end
        from become b cross join self cross join lateral (
          select 'is superuser', format('alter role %I nosuperuser;', b.rolname) where b.rolsuper
          union all
          select 'has BYPASSRLS', format('alter role %I nobypassrls;', b.rolname) where b.rolbypassrls
          union all
          select 'has CREATEROLE', format('alter role %I nocreaterole;', b.rolname) where b.rolcreaterole
          union all
          select 'has REPLICATION', format('alter role %I noreplication;', b.rolname) where b.rolreplication
          union all
          select 'reaches the server''s files or programs', ''
          where b.rolname in ('pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program')
          union all
          select * from (
            select format('owns the table %s', c.oid::regclass),
                   format('reassign owned by %I to sc_owner;', b.rolname)
            from pg_catalog.pg_class c
            where c.relowner = b.oid and c.relkind in ('r', 'p', 'v', 'm', 'f')
              and c.relnamespace <> 'pg_catalog'::regnamespace and not b.rolsuper
            order by c.oid limit 1) owned_table
          union all
          select * from (
            select format('owns the function %s', p.oid::regprocedure),
                   format('reassign owned by %I to sc_owner;', b.rolname)
            from pg_catalog.pg_proc p where p.proowner = b.oid and not b.rolsuper order by p.oid limit 1) owned_function
          union all
          select * from (
            select format('owns the schema %I', n.nspname), format('alter schema %I owner to sc_owner;', n.nspname)
            from pg_catalog.pg_namespace n
            where n.nspowner = b.oid and not b.rolsuper and n.nspname !~ '^pg_' order by n.oid limit 1) owned_schema
          union all
          select 'owns the database', format('alter database %I owner to sc_owner;', d.datname)
          from pg_catalog.pg_database d
          where d.datname = current_database() and d.datdba = b.oid and not b.rolsuper
        ) f(fault, cure)
        """;

    private const string ReachesAccounts = """
        select 'usage of the schema', 'revoke all on schema accounts from public, ' || quote_ident(current_user) || ';'
        from pg_catalog.pg_namespace n
        where n.nspname = 'accounts' and pg_catalog.has_schema_privilege(n.oid, 'USAGE')
        union all
        select * from (
          select c.relname::text, format('revoke all on accounts.%I from public, %I;', c.relname, current_user)
          from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
          where n.nspname = 'accounts' and c.relkind in ('r', 'p', 'v', 'm')
            and pg_catalog.has_table_privilege(c.oid, 'SELECT,INSERT,UPDATE,DELETE,TRUNCATE')
          order by c.relname limit 1) granted
        """;
}

/// <summary>A runtime role could pass row-level security, so the host does not serve.</summary>
internal sealed class UnsafeRolesException(IReadOnlyList<string> faults)
    : Exception(
        "The database roles could pass the wall between agencies; the host does not start."
            + string.Concat(faults.Select(f => Environment.NewLine + "  - " + f))
    )
{
    /// <summary>What is wrong, one sentence each.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
