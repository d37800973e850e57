using System.Collections.Concurrent;
using Microsoft.AspNetCore.Identity;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Live;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Host.Live;

/// <summary>
/// <c>GET /live?agency=…</c>: tells an open page that something of its community or its agency changed, never what. The page reads
/// itself again, and that reading checks its rights; the stream's own are read again every half minute.
/// </summary>
internal sealed class LiveStream(
    LiveHub hub,
    UseCaseRunner runner,
    CallerSource callers,
    WatchCommunities watch,
    TimeProvider time,
    IHostApplicationLifetime lifetime
)
{
    /// <summary>A visible tab holds one; a person has a few windows and a phone.</summary>
    private const int MostOfAPerson = 12;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Rights = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<AccountId, int> _open = new();

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints
            .MapGet("/live", (HttpContext context, LiveStream stream) => stream.Follow(context))
            .RequireAuthorization(policy =>
                policy.AddAuthenticationSchemes(IdentityConstants.ApplicationScheme).RequireAuthenticatedUser()
            )
            .ExcludeFromDescription();

    private async Task Follow(HttpContext context)
    {
        if (
            CallerSource.AccountOf(context.User) is not { } account
            || await callers.AgencyBySlug(context.Request.Query["agency"].ToString(), context.RequestAborted)
                is not { } agency
            || await Visible(account, agency, context.RequestAborted) is not { } visible
        )
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (_open.AddOrUpdate(account, 1, (_, count) => count + 1) > MostOfAPerson)
        {
            Leave(account);
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            lifetime.ApplicationStopping
        );
        try
        {
            await Tell(context.Response, account, agency, visible, end.Token);
        }
        catch (OperationCanceledException)
        {
            // The tab was closed or hidden, or the host stops.
        }
        finally
        {
            Leave(account);
        }
    }

    private async Task Tell(
        HttpResponse response,
        AccountId account,
        AgencyId agency,
        IReadOnlySet<CommunityId> visible,
        CancellationToken ct
    )
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        // A proxy that gathers the stream would hold every event back.
        response.Headers["X-Accel-Buffering"] = "no";
        using var subscription = hub.Listen();
        using var timer = new PeriodicTimer(Tick, time);
        await Send(response, "ping", "", ct);
        var (pinged, read) = (time.GetTimestamp(), time.GetTimestamp());
        Task<bool>? change = null;
        Task<bool>? tick = null;
        while (true)
        {
            change ??= subscription.Changes.WaitToReadAsync(ct).AsTask();
            tick ??= timer.WaitForNextTickAsync(ct).AsTask();
            if (await Task.WhenAny(change, tick) == change)
            {
                await change;
                change = null;
                HashSet<LiveChange> news = [];
                while (subscription.Changes.TryRead(out var one))
                {
                    news.Add(one);
                }

                foreach (
                    var (community, kind) in news.Where(one =>
                        visible.Contains(one.Community) || one.Community.Value == agency.Value
                    )
                )
                {
                    await Send(response, "changed", $"{kind}:{community}", ct);
                }

                continue;
            }

            await tick;
            tick = null;
            if (time.GetElapsedTime(read) >= Rights)
            {
                read = time.GetTimestamp();
                if (await Visible(account, agency, ct) is not { } now)
                {
                    // Whatever the page shows, it may not any more: it reads itself again and goes dark.
                    await Send(response, "changed", "*", ct);
                    return;
                }

                if (!now.SetEquals(visible))
                {
                    visible = now;
                    await Send(response, "changed", "*", ct);
                }
            }

            if (time.GetElapsedTime(pinged) >= Ping)
            {
                pinged = time.GetTimestamp();
                await Send(response, "ping", "", ct);
            }
        }
    }

    private async Task<IReadOnlySet<CommunityId>?> Visible(AccountId account, AgencyId agency, CancellationToken ct)
    {
        var outcome = await runner.Run(watch, new(), new Caller.Staff(account, agency), null, ct);
        return outcome.IsDone ? outcome.Value : null;
    }

    private void Leave(AccountId account)
    {
        // Removed at zero, so that the table does not grow with everybody who was ever here.
        if (_open.AddOrUpdate(account, 0, (_, count) => count - 1) <= 0)
        {
            _open.TryRemove(KeyValuePair.Create(account, 0));
        }
    }

    private static async Task Send(HttpResponse response, string @event, string data, CancellationToken ct)
    {
        await response.WriteAsync($"event: {@event}\ndata: {data}\n\n", ct);
        await response.Body.FlushAsync(ct);
    }
}
