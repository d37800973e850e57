using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Communities.Agencies;
using SharedCommunity.Communities.CoHosting;
using SharedCommunity.Communities.Communities;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Data;
using SharedCommunity.Communities.Texts;
using SharedCommunity.Kernel;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Pages;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities;

/// <summary>Agencies, staff, communities and how agencies co-host them.</summary>
public sealed class CommunitiesModule : IModule
{
    /// <inheritdoc />
    public string Schema => "communities";

    /// <inheritdoc />
    public Type Texts => typeof(CommunitiesTexts);

    /// <inheritdoc />
    public IReadOnlyList<Permission> Permissions => Rules.Permissions.All;

    /// <inheritdoc />
    public IReadOnlyList<NavigationEntry> Navigation =>
        [
            new("Place_Staff", "staff", Rules.Permissions.AdministerAgency, 10, NavigationPlace.Agency),
            new("Place_Services", "services", Rules.Permissions.AdministerAgency, 15, NavigationPlace.Agency),
            new("Place_Keys", "keys", Rules.Permissions.ReadOwn, 20, NavigationPlace.Agency),
            new("Place_CoHosts", "co-hosts", Rules.Permissions.AdministerCommunity, 30, NavigationPlace.Settings),
            new("Place_Description", "community", Rules.Permissions.ReadCommunity, 5, NavigationPlace.Settings),
            new("Place_Standard", "standard", Rules.Permissions.ReadCommunity, 10, NavigationPlace.Settings),
            new("Place_Audit", "audit", Rules.Permissions.AdministerCommunity, 90, NavigationPlace.Settings),
            new("Place_AgencyAudit", "audit", Rules.Permissions.AdministerAgency, 90, NavigationPlace.Agency),
        ];

    /// <inheritdoc />
    public void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services
            .AddUseCases(typeof(CommunitiesModule).Assembly)
            .AddSingleton<IAdministration, Administration>()
            .AddSingleton<InvitationMails>()
            .AddSingleton<IStaffMail, Staff.StaffMail>()
            .AddSingleton<IFrameSource, ConsoleFrames>();

    /// <inheritdoc />
    public void MapModel(ModelBuilder model) => CommunitiesModel.Map(model);

    /// <inheritdoc />
    public void MapEndpoints(ModuleEndpoints endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.MapUseCases(typeof(CommunitiesModule).Assembly);
    }
}
