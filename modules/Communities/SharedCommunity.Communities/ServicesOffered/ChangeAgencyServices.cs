using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Communities.Agencies;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.ServicesOffered;

/// <summary>An agency's administrator says what the agency helps with and when somebody is there.</summary>
[ApiRoute("PUT", "agencies/{id}/services", Summary = "Says what your agency helps with, and when somebody is there.")]
internal sealed class ChangeAgencyServices : UseCase<ChangeAgencyServices.Request, Agency, AgencyServicesView>
{
    /// <param name="Id">One's own agency.</param>
    /// <param name="Topics">Ids of topics.</param>
    /// <param name="Hours">When somebody is there.</param>
    /// <param name="TimeZone">The time zone of these hours.</param>
    internal sealed record Request(
        AgencyId Id,
        IReadOnlyList<string>? Topics = null,
        IReadOnlyList<ServiceHours>? Hours = null,
        string TimeZone = ""
    );

    public override Permission Needs => Permissions.AdministerAgency;

    protected override async Task<Agency?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        request.Id == work.Agency
            ? await work.Db.Set<Agency>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == request.Id, ct)
            : null;

    protected override Task<Outcome<AgencyServicesView>> Handle(
        Request request,
        Agency agency,
        UnitOfWork work,
        CancellationToken ct
    ) => Apply(request, new Fields(), work, ct);

    /// <summary>Puts what was said in the place of what was said before.</summary>
    internal static async Task<Outcome<AgencyServicesView>> Apply(
        Request request,
        Fields fields,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var topics = (request.Topics ?? []).Where(topic => topic.Length > 0).Distinct().ToList();
        var hours = request.Hours ?? [];
        fields
            .Topics("topics", topics)
            .TimeZone("timeZone", request.TimeZone)
            // The same rules as a community's hours; how long an answer takes is no matter here.
            .Standard("hours", new(Duration.FromHours(1), ClockRule.Elapsed, hours, [], true));
        if (fields.Refusal is { } refusal)
            return refusal;
        var said = await work.Db.Set<AgencyServices>().FirstOrDefaultAsync(s => s.AgencyId == work.Agency, ct);
        if (said is null)
            work.Db.Add(said = new AgencyServices { AgencyId = work.Agency });
        said.Topics = [.. Topic.All.Select(topic => topic.Id).Where(topics.Contains)];
        said.Hours = JsonSerializer.Serialize(hours, KernelJson.Options);
        said.TimeZone = request.TimeZone;
        work.Concerns("agency", work.Agency.Value);
        return AgencyServicesView.Of(work.Agency, said);
    }
}
