using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Data;
using SharedCommunity.Channels.Deliveries;
using SharedCommunity.Channels.Dispatch;
using SharedCommunity.Channels.Journal;
using SharedCommunity.Channels.Media;
using SharedCommunity.Channels.Messages;
using SharedCommunity.Channels.Notices;
using SharedCommunity.Channels.Telegram;
using SharedCommunity.Channels.Texts;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels;

/// <summary>Connections, channels, the inbound journal, messages and deliveries.</summary>
public sealed class ChannelsModule : IModule
{
    /// <inheritdoc />
    public string Schema => "channels";

    /// <inheritdoc />
    public Type Texts => typeof(ChannelsTexts);

    /// <inheritdoc />
    public IReadOnlyList<Permission> Permissions => Rules.Permissions.All;

    /// <inheritdoc />
    public IReadOnlyList<NavigationEntry> Navigation =>
        [
            new("Place_Channels", "channels", Rules.Permissions.Read, 20, NavigationPlace.Settings),
            new("Place_Notes", "notes", Rules.Permissions.Notices, 22, NavigationPlace.Settings),
            new("Place_Parked", "parked", Rules.Permissions.Mend, 24, NavigationPlace.Settings),
        ];

    /// <inheritdoc />
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new Kernel.Data.HousekeepingStep("channels.journal_sweep"));
        services.AddUseCases(typeof(ChannelsModule).Assembly);
        TelegramApi.AddTo(services);
        services.AddSingleton<ConnectionVault>();
        services.AddSingleton<IChannelSetup, ChannelSetup>();
        services.AddSingleton<NoticeBoard>();
        services.AddSingleton<IDeliveries, DeliveryQueue>();
        services.AddSingleton<IMessages>(provider => provider.GetRequiredService<MessageCustody>());
        services.AddHandler<CoHostingEnded, MessageCustody>();
        services.AddSingleton<JournalWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<JournalWriter>());
        services.AddSingleton<HookDoor>();
        services.AddSingleton<CommunityEvents>();
        services.AddSingleton<TapReplies>();
        services.AddHostedService(provider => provider.GetRequiredService<TapReplies>());
        services.AddHostedService<Dispatcher>();
        services.AddSingleton<DeliverySteps>();
        services.AddHostedService<DeliveryPump>();
        services.AddSingleton<UpdatePoller>();
        services.AddSingleton<CommunityQuestions>();
        services.AddSingleton<ConnectionChecks>();
        services.AddHostedService<ConnectionWorker>();
        services.AddSingleton<MediaDoor>();
        services.AddSingleton(new HousekeepingStep("channels.journal_sweep"));
    }

    /// <inheritdoc />
    public void MapModel(ModelBuilder model) => ChannelsModel.Map(model);

    /// <inheritdoc />
    public void MapEndpoints(ModuleEndpoints endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        HookDoor.Map(endpoints.Root);
        MediaDoor.Map(endpoints);
        endpoints.MapUseCases(typeof(ChannelsModule).Assembly);
    }
}
