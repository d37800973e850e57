using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NodaTime;
using Npgsql;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Live;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Kernel.Scopes;

/// <summary>
/// The only door to the database, reads too: a context, a transaction, the scope's settings for that transaction, the
/// body, what it announced, commit.
/// </summary>
public sealed class Work(
    DatabaseSources sources,
    AnnouncementRegistry announcements,
    LiveNotifier live,
    TimeProvider time
)
{
    /// <summary>Runs a body in one unit of work and commits.</summary>
    /// <exception cref="DbUpdateException">A constraint refused the change; nothing was kept.</exception>
    public Task<T> Run<T>(
        Scope scope,
        Func<UnitOfWork, CancellationToken, Task<T>> body,
        CancellationToken cancellationToken = default
    ) => Run(scope, null, async (work, ct) => (await body(work, ct), true), cancellationToken);

    /// <inheritdoc cref="Run{T}(Scope,Func{UnitOfWork,CancellationToken,Task{T}},CancellationToken)" />
    public Task Run(
        Scope scope,
        Func<UnitOfWork, CancellationToken, Task> body,
        CancellationToken cancellationToken = default
    ) =>
        Run(
            scope,
            async (work, ct) =>
            {
                await body(work, ct);
                return Done.It;
            },
            cancellationToken
        );

    /// <summary>Calls one definer function in a transaction of its own, before any scope is known.</summary>
    public async Task<List<T>> Call<T>(
        string function,
        IReadOnlyList<object?> arguments,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken = default
    )
    {
        await using var connection = await sources.Source.OpenConnectionAsync(cancellationToken);
        try
        {
            return await DefinerCall.Run(connection, null, function, arguments, read, cancellationToken);
        }
        catch (PostgresException)
        {
            PreparedStatements.Forget(connection);
            throw;
        }
    }

    internal async Task<T> Run<T>(
        Scope scope,
        Caller? caller,
        Func<UnitOfWork, CancellationToken, Task<(T Result, bool Keep)>> body,
        CancellationToken cancellationToken
    )
    {
        if (scope.Kind == ScopeKind.None)
        {
            throw new InvalidOperationException("A unit of work needs a scope.");
        }

        await using var db = sources.Context();
        db.CurrentScope = scope.Kind;
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var connection = (NpgsqlConnection)db.Database.GetDbConnection();
            var raw = (NpgsqlTransaction)transaction.GetDbTransaction();
            try
            {
                var rights = await Enter(scope, caller, connection, raw, cancellationToken);
                var now = Instant.FromDateTimeOffset(time.GetUtcNow());
                var work = new UnitOfWork(scope, db, connection, raw, now, caller, rights);

                var (result, keep) = await body(work, cancellationToken);
                if (!keep)
                {
                    return result;
                }

                if (scope.ReadsOnly && db.ChangeTracker.HasChanges())
                {
                    throw new InvalidOperationException($"{scope.Kind} scope only reads.");
                }

                await announcements.SaveAndTell(work, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                live.Tell(work.Changes);
                return result;
            }
            catch (Exception failure) when (failure.GetBaseException() is PostgresException)
            {
                await raw.RollbackAsync(CancellationToken.None);
                PreparedStatements.Forget(connection);
                throw;
            }
        }
        finally
        {
            db.CurrentScope = ScopeKind.None;
        }
    }

    /// <summary>Sets the scope and, for staff, reads the rights in the same round trip.</summary>
    private static async Task<Rights?> Enter(
        Scope scope,
        Caller? caller,
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var (setting, value) in scope.Settings())
        {
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand("select set_config($1, $2, true)")
                {
                    Parameters =
                    {
                        new() { Value = setting },
                        new() { Value = value },
                    },
                }
            );
        }

        if (caller is not Caller.Staff staff)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
            return null;
        }

        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("select staff_id, display_name, roles from communities.caller($1)")
            {
                Parameters = { new() { Value = staff.Account.Value } },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        do
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                if (reader.FieldCount == 3)
                {
                    return new Rights(
                        StaffId.From(reader.GetGuid(0)),
                        reader.GetString(1),
                        [.. reader.GetFieldValue<string[]>(2).Select(Held)]
                    );
                }
            }
        } while (await reader.NextResultAsync(cancellationToken));

        return null;
    }

    /// <summary>Reads <c>Moderator</c> or <c>Moderator:{community}</c>, the form of <c>communities.caller</c>.</summary>
    private static (Role, CommunityId?) Held(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? (Enum.Parse<Role>(text), null)
            : (Enum.Parse<Role>(text.AsSpan(0, colon)), CommunityId.From(Guid.Parse(text.AsSpan(colon + 1))));
    }
}
