using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SharedCommunity.Kernel.Audit;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Kernel.UseCases;

/// <summary>
/// Runs every use case, for pages, endpoints, jobs and consumers alike: opens the unit of work, loads, checks the
/// permission against what was loaded in that transaction, carries out, records, commits.
/// </summary>
public sealed class UseCaseRunner(Work work)
{
    /// <summary>Runs a use case once.</summary>
    /// <param name="useCase">The use case.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="idempotencyKey">The caller's key; the same key and content are done once, for a day.</param>
    /// <param name="ct">Stops it; nothing is kept then.</param>
    public async Task<Outcome<TResult>> Run<TRequest, TSubject, TResult>(
        UseCase<TRequest, TSubject, TResult> useCase,
        TRequest request,
        Caller caller,
        string? idempotencyKey = null,
        CancellationToken ct = default
    )
        where TRequest : notnull
        where TSubject : class
    {
        ArgumentNullException.ThrowIfNull(useCase);
        ArgumentNullException.ThrowIfNull(caller);
        var key = useCase.ReadsOnly ? null : IdempotencyKey.For(useCase, request, caller, idempotencyKey);
        return await work.Run(
            ScopeOf(caller),
            caller,
            async (unit, token) =>
            {
                var outcome = await Once(useCase, request, key, unit, token);
                return (outcome, Keep: outcome.IsDone);
            },
            ct
        );
    }

    /// <summary>Runs a query and, in the same unit of work, reads what stands around its page.</summary>
    /// <param name="query">The query.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="around">Reads what stands around; run only for staff, and only reads.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Outcome<TResult>> Look<TRequest, TSubject, TResult>(
        Query<TRequest, TSubject, TResult> query,
        TRequest request,
        Caller caller,
        Func<UnitOfWork, CancellationToken, Task> around,
        CancellationToken ct = default
    )
        where TRequest : notnull
        where TSubject : class
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(around);
        return await work.Run(
            ScopeOf(caller),
            caller,
            async (unit, token) =>
            {
                var outcome = await Once(query, request, null, unit, token);
                if (unit.HasRights)
                {
                    await around(unit, token);
                }

                return (outcome, Keep: false);
            },
            ct
        );
    }

    private static Scope ScopeOf(Caller caller) =>
        caller switch
        {
            Caller.Staff staff => Scope.Agency(staff.Agency),
            Caller.Platform platform => Scope.Platform(platform.Account),
            Caller.System system => Scope.Community(system.Community),
            _ => throw new InvalidOperationException("A caller of a kind that the runner does not know."),
        };

    private static async Task<Outcome<TResult>> Once<TRequest, TSubject, TResult>(
        UseCase<TRequest, TSubject, TResult> useCase,
        TRequest request,
        IdempotencyKey? key,
        UnitOfWork unit,
        CancellationToken ct
    )
        where TRequest : notnull
        where TSubject : class
    {
        if (unit.Caller is Caller.Staff && !unit.HasRights)
        {
            return Refusal.NotFound;
        }

        var subject = await useCase.Load(request, unit, ct);
        if (subject is null)
        {
            return Refusal.NotFound;
        }

        if (await MayNot(useCase.Needs, useCase.CommunityOf(subject), unit, ct) is { } refusal)
        {
            return refusal;
        }

        if (key is not null && await key.Replay<TResult>(unit, ct) is { } replayed)
        {
            return replayed;
        }

        var outcome = await useCase.Handle(request, subject, unit, ct);
        if (outcome.IsDone && !useCase.ReadsOnly)
        {
            unit.Db.AddRange(AuditEntry.For(useCase, unit, useCase.CommunityOf(subject)));
            key?.Keep(outcome.Value, useCase.HoldsSecret, unit);
        }

        return outcome;
    }

    private static async Task<Refusal?> MayNot(
        Permission needs,
        CommunityId? community,
        UnitOfWork unit,
        CancellationToken ct
    )
    {
        switch (unit.Caller)
        {
            case Caller.System:
                return null;
            case Caller.Platform platform:
                if (needs.Reach != Reach.Platform)
                {
                    return Refusal.NotFound;
                }

                var administrators = await unit.Call(
                    "communities.is_platform_administrator",
                    [platform.Account.Value],
                    row => row.GetBoolean(0),
                    ct
                );
                return administrators is [true] ? null : Refusal.NotFound;
            case Caller.Staff when needs.Reach == Reach.Platform:
                return Refusal.NotFound;
            default:
                if (unit.Rights.Allow(needs, community))
                {
                    return null;
                }

                // Whoever has nothing to do with a community learns nothing of it.
                return community is { } c && !unit.Rights.Know(c) ? Refusal.NotFound : Refusal.Forbidden;
        }
    }
}
