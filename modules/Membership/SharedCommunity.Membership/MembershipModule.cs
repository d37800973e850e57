using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Membership.Contracts;
using SharedCommunity.Membership.Data;
using SharedCommunity.Membership.Members;
using SharedCommunity.Membership.Texts;

namespace SharedCommunity.Membership;

/// <summary>Members and the accounts by which platforms name them.</summary>
public sealed class MembershipModule : IModule
{
    /// <inheritdoc />
    public string Schema => "membership";

    /// <inheritdoc />
    public Type Texts => typeof(MembershipTexts);

    /// <inheritdoc />
    public IReadOnlyList<Permission> Permissions => MemberPermissions.All;

    /// <inheritdoc />
    public IReadOnlyList<NavigationEntry> Navigation => [];

    /// <inheritdoc />
    public void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services
            .AddUseCases(typeof(MembershipModule).Assembly)
            .AddSingleton<IMembers, KnownMembers>()
            .AddHandler<MessagePosted, MeetMembers>()
            .AddHandler<AccountJoined, MeetMembers>()
            .AddHandler<AccountLeft, MeetMembers>();

    /// <inheritdoc />
    public void MapModel(ModelBuilder model) => MembershipModel.Map(model);

    /// <inheritdoc />
    public void MapEndpoints(ModuleEndpoints endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.MapUseCases(typeof(MembershipModule).Assembly);
    }
}
