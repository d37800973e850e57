using NodaTime;
using Npgsql;
using NpgsqlTypes;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Kernel.Scopes;

/// <summary>One transaction in one scope: the database, the time, and what the transaction tells the rest.</summary>
public sealed class UnitOfWork
{
    private readonly Rights? _rights;

    internal UnitOfWork(
        Scope scope,
        SharedCommunityDb db,
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        Instant now,
        Caller? caller,
        Rights? rights
    )
    {
        (Scope, Db, Connection, Transaction, Now, Caller, _rights) = (
            scope,
            db,
            connection,
            transaction,
            now,
            caller,
            rights
        );
    }

    /// <summary>The scope; row-level security shows this and nothing else.</summary>
    public Scope Scope { get; }

    /// <summary>The database. Every query is behind the wall of <see cref="Scope"/>.</summary>
    public SharedCommunityDb Db { get; }

    /// <summary>The instant at which this unit of work began.</summary>
    public Instant Now { get; }

    /// <summary>Who asked; null for the system's own work outside the runner.</summary>
    public Caller? Caller { get; }

    /// <summary>The caller's staff rights, read in this transaction.</summary>
    /// <exception cref="InvalidOperationException">The caller is not staff.</exception>
    public Rights Rights =>
        _rights ?? throw new InvalidOperationException("This unit of work has no staff member behind it.");

    /// <summary>Whether a staff member is behind this unit of work.</summary>
    public bool HasRights => _rights is not null;

    /// <summary>The agency that the caller acts for.</summary>
    /// <exception cref="InvalidOperationException">The caller does not act for an agency.</exception>
    public AgencyId Agency =>
        Scope.Kind == ScopeKind.Agency
            ? AgencyId.From(Scope.First)
            : throw new InvalidOperationException("This unit of work is not in Agency scope.");

    internal NpgsqlConnection Connection { get; }

    internal NpgsqlTransaction Transaction { get; }

    internal List<object> Announced { get; } = [];

    internal List<(string Type, Guid Id, CommunityId? Community)> Subjects { get; } = [];

    internal HashSet<(CommunityId Community, string Kind)> Changes { get; } = [];

    /// <summary>
    /// Tells upper floors that something happened; they handle it in this transaction, lowest floor first, when the
    /// use case is done.
    /// </summary>
    /// <typeparam name="T">The announcement, a public record of the announcing module's Contracts.</typeparam>
    public void Announce<T>(T what)
        where T : notnull => Announced.Add(what);

    /// <summary>Names what this use case did something to, for the audit log: a kind and an id, never a name or text.</summary>
    public void Concerns(string kind, Guid id, CommunityId? community = null) => Subjects.Add((kind, id, community));

    /// <summary>Tells open pages of a community that they are out of date, once this transaction has committed.</summary>
    /// <param name="community">The community.</param>
    /// <param name="kind">What changed: <c>queue</c>, <c>messages</c>, <c>settings</c>.</param>
    public void Changed(CommunityId community, string kind) => Changes.Add((community, kind));

    /// <summary>
    /// Tells open pages of an agency, and of nobody else, that they are out of date, once this transaction has committed.
    /// </summary>
    /// <param name="agency">The agency.</param>
    /// <param name="kind">What changed: <c>referrals</c>.</param>
    public void Changed(AgencyId agency, string kind) => Changes.Add((CommunityId.From(agency.Value), kind));

    /// <summary>Wakes a kind of worker on every host, once this transaction has committed.</summary>
    /// <param name="kind">The kind: <c>journal</c>, <c>deliveries</c>, <c>mails</c>.</param>
    public void Wake(string kind) => Changes.Add((default, "wake:" + kind));

    /// <summary>Calls one of the <see cref="DefinerFunctions"/> in this transaction and reads its rows.</summary>
    public Task<List<T>> Call<T>(
        string function,
        IReadOnlyList<object?> arguments,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken
    ) => DefinerCall.Run(Connection, Transaction, function, arguments, read, cancellationToken);

    /// <summary>Runs one prepared statement of the module's own (a constant, parameters by position) on many rows.</summary>
    /// <param name="sql">A constant; <c>$1</c> and so on stand for the arguments.</param>
    /// <param name="arguments">Values or arrays; null needs <see cref="DBNull"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many rows were touched.</returns>
    public async Task<int> Execute(string sql, object[] arguments, CancellationToken cancellationToken)
    {
        await using var command = Command(sql, arguments);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Reads with one prepared statement of the module's own (a constant, parameters by position).</summary>
    public async Task<List<T>> Query<T>(
        string sql,
        object[] arguments,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(read);
        await using var command = Command(sql, arguments);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private NpgsqlCommand Command(string sql, object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var command = new NpgsqlCommand(sql, Connection, Transaction);
        foreach (var argument in arguments)
        {
            command.Parameters.Add(
                argument is NpgsqlParameter parameter ? parameter : new NpgsqlParameter { Value = argument }
            );
        }

        return command;
    }

    /// <summary>A parameter whose type cannot be told from its value (json, a null).</summary>
    public static NpgsqlParameter Typed(NpgsqlDbType type, object? value) =>
        new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
}
