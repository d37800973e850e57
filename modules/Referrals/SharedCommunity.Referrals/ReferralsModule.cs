using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Asking;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Clocks;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Data;
using SharedCommunity.Referrals.FollowingUp;
using SharedCommunity.Referrals.Loop;
using SharedCommunity.Referrals.Sending;
using SharedCommunity.Referrals.Telling;
using SharedCommunity.Referrals.Texts;

namespace SharedCommunity.Referrals;

/// <summary>Referrals from agency to agency over the bus, on the member's consent, until the loop is closed.</summary>
public sealed class ReferralsModule : IModule
{
    /// <inheritdoc />
    public string Schema => "referrals";

    /// <inheritdoc />
    public Type Texts => typeof(ReferralsTexts);

    /// <inheritdoc />
    public IReadOnlyList<Permission> Permissions => Rules.Permissions.All;

    /// <inheritdoc />
    public IReadOnlyList<NavigationEntry> Navigation =>
        [
            new("Place_Referrals", "referrals", Rules.Permissions.Read, 5, NavigationPlace.Agency),
            new("Place_Consents", "consents", Rules.Permissions.Read, 6, NavigationPlace.Agency),
            new("Place_Bus", "bus", Rules.Permissions.Administer, 80, NavigationPlace.Agency),
        ];

    /// <inheritdoc />
    public void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services
            .AddUseCases(typeof(ReferralsModule).Assembly)
            .AddSingleton<StepStandards>()
            .AddSingleton<ReferralLoop>()
            .AddSingleton<IReferrals, ReferralDesk>()
            .AddSingleton<SecondPerson>()
            .AddSingleton<IConsentAsking, ConsentAsking>()
            .AddSingleton<ConsentAnswers>()
            .AddSingleton<ConsentDoor>()
            .AddSingleton<MemberVoice>()
            .AddSingleton<IInquiryReferrals, InquiryReferrals>()
            .AddSingleton<MemberDesk>()
            .AddSingleton<FollowUpDesk>()
            .AddHandler<ReferralMoved, FollowUpPlan>()
            .AddHandler<ReferralMoved, TellMembers>()
            .AddHandler<ChoiceMade, HearMembers>()
            .AddHandler<MessagePosted, HearMembers>()
            .AddSingleton<ChoiceWorker>()
            .AddHostedService(provider => provider.GetRequiredService<ChoiceWorker>())
            .AddReferralBus(configuration)
            .AddSingleton(new HousekeepingStep("referrals.bus_sweep"))
            .AddSingleton<ClockWorker>()
            .AddHostedService(provider => provider.GetRequiredService<ClockWorker>())
            .AddHandler<CoHostingEnded, PartingWorker>()
            .AddHostedService(provider => provider.GetRequiredService<PartingWorker>())
            .AddSingleton<ConsentClock>()
            .AddHostedService(provider => provider.GetRequiredService<ConsentClock>());

    /// <inheritdoc />
    public void MapModel(ModelBuilder model) => ReferralsModel.Map(model);

    /// <inheritdoc />
    public void MapEndpoints(ModuleEndpoints endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.MapUseCases(typeof(ReferralsModule).Assembly);
        endpoints.Root.ServiceProvider.GetRequiredService<ConsentDoor>().Map(endpoints.Root);
    }
}
