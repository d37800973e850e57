using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Queue;

namespace SharedCommunity.Moderation.Work;

/// <summary>Puts the first-run tour away, in all communities; the footer brings it back.</summary>
[ApiRoute("POST", "me/tour/left", Summary = "Puts the console's first-run tour away.")]
[FormRoute($"/{{agency}}/{{community}}/{WorkAddress.Place}/tour")]
internal sealed class LeaveTour : UseCase<LeaveTour.Request, LeaveTour.Myself, Done>
{
    private const string Leave = """
        insert into moderation.tours_left (staff_id, agency_id, left_at) values ($1, $2, $3)
        on conflict (staff_id) do nothing
        """;

    /// <summary>Nothing is asked but who asks.</summary>
    public sealed record Request;

    /// <summary>Who asks.</summary>
    public sealed record Myself;

    /// <inheritdoc />
    public override Permission Needs => QueuePermissions.Own;

    /// <inheritdoc />
    protected override Task<Myself?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Myself?>(new());

    /// <inheritdoc />
    protected override async Task<Outcome<Done>> Handle(
        Request request,
        Myself subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        await work.Execute(Leave, [work.Rights.Staff.Value, work.Agency.Value, work.Now], ct);
        work.Concerns("staff", work.Rights.Staff.Value);
        return Done.It;
    }
}
