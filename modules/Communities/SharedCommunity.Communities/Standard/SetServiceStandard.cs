using NodaTime;
using SharedCommunity.Communities.Communities;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Standard;

/// <summary>A community's administrator changes what it promises. It applies to new inquiries.</summary>
[FormRoute("/{agency}/{community}/settings/standard/save")]
internal sealed class SetServiceStandard(IAccounts accounts) : UseCase<TypedStandard, Community, CommunityView>
{
    public override Permission Needs => Permissions.AdministerCommunity;

    protected override Task<Community?> Load(TypedStandard request, UnitOfWork work, CancellationToken ct) =>
        LockedCommunity.BySlug(request.Community, work, ct);

    protected override async Task<Outcome<CommunityView>> Handle(
        TypedStandard request,
        Community community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (request.Seen != Mark.OfStandard(community))
            return Refusal.Changed;
        var typed = request.Parse(work.Now.InZone(DateTimeZoneProviders.Tzdb[community.TimeZone]).Date, ct);
        if (!typed.IsDone)
            return typed.Refusal;
        return await ChangeCommunity.Apply(
            new(community.Id) { ServiceStandard = new Given<ServiceStandard>(typed.Value.Standard) },
            community,
            accounts,
            work,
            ct
        );
    }
}
