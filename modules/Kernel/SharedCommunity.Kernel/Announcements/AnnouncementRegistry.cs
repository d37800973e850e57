using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Kernel.Announcements;

/// <summary>One handler of one kind of announcement, as registered by its module.</summary>
internal sealed record HandlerRegistration(
    Type Announcement,
    Type Handler,
    Func<IServiceProvider, IReadOnlyList<object>, UnitOfWork, CancellationToken, Task> Handle
);

/// <summary>Registers handlers in module order.</summary>
public static class HandlerServices
{
    /// <summary>Registers a handler. Modules register in the host's order, so handlers run lowest floor first.</summary>
    public static IServiceCollection AddHandler<TAnnouncement, THandler>(this IServiceCollection services)
        where TAnnouncement : notnull, IAnnouncement
        where THandler : class, IHandle<TAnnouncement>
    {
        services.AddSingleton<THandler>();
        return services.AddSingleton(
            new HandlerRegistration(
                typeof(TAnnouncement),
                typeof(THandler),
                (provider, batch, work, ct) =>
                    provider.GetRequiredService<THandler>().Handle([.. batch.Cast<TAnnouncement>()], work, ct)
            )
        );
    }
}

/// <summary>Saves a unit of work and tells upper floors what it announced, each handler behind a savepoint.</summary>
public sealed partial class AnnouncementRegistry
{
    private const int RoundsBeforeItIsABug = 20;

    private readonly IServiceProvider _services;
    private readonly ILogger<AnnouncementRegistry> _logger;
    private readonly Lazy<ILookup<Type, HandlerRegistration>> _handlers;

    /// <summary>Reads the registrations.</summary>
    public AnnouncementRegistry(IServiceProvider services, ILogger<AnnouncementRegistry> logger)
    {
        _services = services;
        _logger = logger;
        _handlers = new(() => services.GetServices<HandlerRegistration>().ToLookup(h => h.Announcement));
    }

    internal async Task SaveAndTell(UnitOfWork work, CancellationToken cancellationToken)
    {
        await work.Db.SaveChangesAsync(cancellationToken);
        for (var round = 0; work.Announced.Count > 0; round++)
        {
            if (round == RoundsBeforeItIsABug)
            {
                throw new InvalidOperationException("Announcements go round in a circle.");
            }

            var batch = work.Announced.ToArray();
            work.Announced.Clear();
            foreach (var kind in batch.GroupBy(announced => announced.GetType()))
            {
                object[] all = [.. kind];
                foreach (var handler in _handlers.Value[kind.Key])
                {
                    await Tell(handler, all, work, cancellationToken);
                }
            }
        }
    }

    /// <summary>Repeats a parked announcement for the one handler that failed.</summary>
    internal async Task Repeat(string handlerName, string payload, UnitOfWork work, CancellationToken cancellationToken)
    {
        var handler =
            _handlers.Value.SelectMany(group => group).FirstOrDefault(h => h.Handler.FullName == handlerName)
            ?? throw new InvalidOperationException($"No handler is called {handlerName} any more.");
        var announced = JsonSerializer.Deserialize(payload, handler.Announcement, KernelJson.Options)!;
        await handler.Handle(_services, [announced], work, cancellationToken);
        await work.Db.SaveChangesAsync(cancellationToken);
    }

    private async Task Tell(
        HandlerRegistration handler,
        object[] batch,
        UnitOfWork work,
        CancellationToken cancellationToken
    )
    {
        if (await Try(handler, batch, work, cancellationToken) is null)
        {
            return;
        }

        foreach (var single in batch)
        {
            var failure = await Try(handler, [single], work, cancellationToken);
            if (failure is not null)
            {
                LogParked(handler.Handler.Name, handler.Announcement.Name, failure.GetType().Name);
                work.Db.Add(ParkedAnnouncement.Of(handler, (IAnnouncement)single, failure, work));
                await work.Db.SaveChangesAsync(cancellationToken);
            }
        }
    }

    /// <returns>The failure, or null when the batch took effect.</returns>
    private async Task<Exception?> Try(
        HandlerRegistration handler,
        object[] batch,
        UnitOfWork work,
        CancellationToken cancellationToken
    )
    {
        const string Savepoint = "handler";
        var (announced, changes) = (work.Announced.Count, work.Changes.ToArray());
        await work.Transaction.SaveAsync(Savepoint, cancellationToken);
        try
        {
            await handler.Handle(_services, batch, work, cancellationToken);
            await work.Db.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (Exception failure) when (!IsTheDatabaseGone(failure, work) && failure is not OperationCanceledException)
        {
            await work.Transaction.RollbackAsync(Savepoint, cancellationToken);
            PreparedStatements.Forget(work.Connection);
            work.Db.ChangeTracker.Clear();
            work.Announced.RemoveRange(announced, work.Announced.Count - announced);
            work.Changes.Clear();
            work.Changes.UnionWith(changes);
            return failure;
        }
    }

    /// <summary>A lost connection is nobody's fault: the whole transaction is tried again, nothing is parked.</summary>
    private static bool IsTheDatabaseGone(Exception failure, UnitOfWork work) =>
        work.Connection.State != System.Data.ConnectionState.Open
        || (failure.GetBaseException() is NpgsqlException and not PostgresException)
        || failure.GetBaseException() is PostgresException { IsTransient: true };

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Handler} failed on one {Announcement} ({Failure}); it is parked."
    )]
    private partial void LogParked(string handler, string announcement, string failure);
}
