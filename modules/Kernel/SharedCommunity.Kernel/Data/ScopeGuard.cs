using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Kernel.Data;

/// <summary>Throws on any command outside a unit of work, so that no query can run without a scope.</summary>
internal sealed class ScopeGuard : DbCommandInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result
    ) => Check(eventData, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Check(eventData, result));

    public override InterceptionResult<int> NonQueryExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result
    ) => Check(eventData, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Check(eventData, result));

    public override InterceptionResult<object> ScalarExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<object> result
    ) => Check(eventData, result);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<object> result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Check(eventData, result));

    private static T Check<T>(CommandEventData eventData, T result) =>
        eventData.Context is SharedCommunityDb { CurrentScope: ScopeKind.None }
            ? throw new InvalidOperationException(
                "A command was run outside a unit of work. Work.Run is the only door to the database."
            )
            : result;
}
