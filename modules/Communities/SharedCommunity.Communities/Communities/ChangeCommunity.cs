using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.CoHosting;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Communities;

/// <summary>
/// A community's administrator changes what it is and what it promises. A changed promise or time zone applies to new
/// inquiries. The stage of its life is the Lead's to change.
/// </summary>
[ApiRoute(
    "PATCH",
    "communities/{id}",
    Summary = "Changes a community: what is left out stays, serviceStandard null promises nothing."
)]
internal sealed class ChangeCommunity(IAccounts accounts) : UseCase<ChangeCommunity.Request, Community, CommunityView>
{
    internal sealed record Request(
        CommunityId Id,
        string? Name = null,
        string? Purpose = null,
        string? Audience = null,
        string? Description = null,
        IReadOnlyList<string>? Languages = null,
        string? TimeZone = null,
        bool? Interactive = null,
        CommunityState? State = null,
        bool? RequiresTotp = null
    )
    {
        /// <summary>The promise; null for none, left out it stays.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public Given<ServiceStandard> ServiceStandard { get; init; }
    }

    public override Permission Needs => Permissions.AdministerCommunity;

    protected override Task<Community?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<Community>().FirstOrDefaultAsync(c => c.Id == request.Id, ct);

    protected override Task<Outcome<CommunityView>> Handle(
        Request request,
        Community community,
        UnitOfWork work,
        CancellationToken ct
    ) => Apply(request, community, accounts, work, ct);

    /// <summary>The change itself, for the forms of the settings too: each of them changes a part.</summary>
    public static async Task<Outcome<CommunityView>> Apply(
        Request request,
        Community community,
        IAccounts accounts,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var fields = new Fields()
            .Name("name", request.Name)
            .Text("purpose", request.Purpose)
            .Text("audience", request.Audience)
            .Text("description", request.Description)
            .Languages("languages", request.Languages, needed: true)
            .TimeZone("timeZone", request.TimeZone)
            .Standard("serviceStandard", request.ServiceStandard.Value);
        if (fields.Refusal is { } refusal)
            return refusal;
        // Whoever has none would be out with the next page, and nobody might be left who can take it back.
        if (
            request.RequiresTotp is true
            && !community.RequiresTotp
            && work.Caller is Caller.Staff caller
            && !await accounts.HasSecondFactor(caller.Account, ct)
        )
            return Refusals.SecondFactorFirst;
        if (request.State is { } next && next != community.State)
        {
            if (!await CoHosts.IsLead(community.Id, work, ct))
                return Refusals.LeadOnly;
            if (!community.GoTo(next))
                return Refusals.NotFromHere;
        }

        community.Name = request.Name?.Trim() ?? community.Name;
        community.Purpose = request.Purpose ?? community.Purpose;
        community.Audience = request.Audience ?? community.Audience;
        community.Description = request.Description ?? community.Description;
        community.TimeZone = request.TimeZone ?? community.TimeZone;
        community.Interactive = request.Interactive ?? community.Interactive;
        community.RequiresTotp = request.RequiresTotp ?? community.RequiresTotp;
        if (request.Languages is { } languages)
            community.Languages = [.. languages];
        if (request.ServiceStandard.IsGiven)
            community.ServiceStandard = CommunityView.Written(request.ServiceStandard.Value);
        work.Concerns("community", community.Id.Value, community.Id);
        work.Changed(community.Id, "settings");
        return CommunityView.Of(community);
    }
}
