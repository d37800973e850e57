using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Staff;

/// <summary>The agency's staff with roles and e-mails, those who have left included.</summary>
[ApiRoute("GET", "staff", Summary = "Your agency's staff and their roles.")]
internal sealed class ListStaff : Query<ListStaff.Request, Rights, Page<StaffView>>
{
    internal sealed record Request(string? After = null, int? Limit = null);

    public override Permission Needs => Permissions.AdministerAgency;

    protected override Task<Rights?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Rights?>(work.Rights);

    protected override async Task<Outcome<Page<StaffView>>> Handle(
        Request request,
        Rights subject,
        UnitOfWork work,
        CancellationToken ct
    ) => await StaffList.Read(request.After, PageKey.Limit(request.Limit), null, work, ct);
}
