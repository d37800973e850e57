using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Kernel.Pages;

/// <summary>
/// A page of staff: one request, one unit of work, one answer. It asks one query, which loads all that it shows, and
/// shows a refusal in words where that is refused.
/// </summary>
public abstract class ConsolePage : ComponentBase
{
    /// <summary>The agency that the address names.</summary>
    [Parameter]
    public string Agency { get; set; } = "";

    /// <summary>The request.</summary>
    [CascadingParameter]
    public required HttpContext Http { get; set; }

    /// <summary>Runs the query.</summary>
    [Inject]
    public required UseCaseRunner Runner { get; set; }

    /// <summary>Tells who asks.</summary>
    [Inject]
    public required CallerSource Callers { get; set; }

    /// <summary>Reads what stands around the page.</summary>
    [Inject]
    public required IFrameSource Frames { get; set; }

    /// <summary>What stands around the page.</summary>
    [Inject]
    public required PageFrame Frame { get; set; }

    /// <summary>Why there is nothing to show.</summary>
    protected Refusal? Refused { get; private set; }

    /// <summary>The form that was refused in this request, if one was.</summary>
    protected RefusedForm? RefusedForm => Kernel.Http.RefusedForm.Of(Http);

    /// <summary>Asks the page's one query; null, and <see cref="Refused"/> says why, where it is refused.</summary>
    /// <param name="query">The query.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="community">The name in addresses of the community that the page is of.</param>
    protected async Task<TResult?> Look<TRequest, TSubject, TResult>(
        Query<TRequest, TSubject, TResult> query,
        TRequest request,
        string? community = null
    )
        where TRequest : notnull
        where TSubject : class
        where TResult : class
    {
        ArgumentNullException.ThrowIfNull(query);
        Http.Response.Headers.CacheControl = "no-cache, no-store";
        // A page of the platform is of no agency.
        var reach = query.Needs.Reach == Reach.Platform ? Reach.Platform : Reach.Self;
        var caller = await Callers.Of(Http, reach);
        if (!caller.IsDone)
        {
            return Refuse<TResult>(caller.Refusal);
        }

        FrameState? frame = null;
        IReadOnlyList<string> accepted = [];
        var outcome = await Runner.Look(
            query,
            request,
            caller.Value,
            async (work, ct) =>
            {
                frame = await Frames.Read(work, community, ct);
                accepted = await IdempotencyKey.Latest(CallerSource.AccountOf(Http.User)!.Value, work, ct);
            },
            Http.RequestAborted
        );
        if (frame is not null)
        {
            Frame.Show(frame, accepted);
        }

        return outcome.IsDone ? outcome.Value : Refuse<TResult>(outcome.Refusal);
    }

    private TResult? Refuse<TResult>(Refusal refusal)
        where TResult : class
    {
        if (refusal == Refusal.Unauthenticated && HttpMethods.IsGet(Http.Request.Method))
        {
            var here = $"{Http.Request.Path.ToUriComponent()}{Http.Request.QueryString}";
            Http.Response.Redirect($"/sign-in{QueryString.Create("returnTo", here)}");
            return null;
        }

        // A form that was refused has its own status, and its words stand in the page.
        if (RefusedForm is null)
        {
            Http.Response.StatusCode = Problems.StatusOf(refusal.Kind);
        }

        Refused = refusal;
        return null;
    }
}
