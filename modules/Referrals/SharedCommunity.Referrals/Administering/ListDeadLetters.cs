using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Administering;

/// <summary>The messages that were refused and that nobody has decided on, without their words.</summary>
[ApiRoute("GET", "bus/dead-letters", Summary = "Messages to the agency that were refused, without their words.")]
internal sealed class ListDeadLetters : Query<ListDeadLetters.Request, Rights, Page<DeadLetterView>>
{
    internal sealed record Request(string? After = null, int? Limit = null);

    public override Permission Needs => Permissions.Administer;

    protected override Task<Rights?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Rights?>(work.Rights);

    protected override Task<Outcome<Page<DeadLetterView>>> Handle(
        Request request,
        Rights subject,
        UnitOfWork work,
        CancellationToken ct
    ) => BusReading.Letters(request.After, request.Limit, work, ct);
}
