using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Answers;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Custody;
using SharedCommunity.Moderation.Data;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Moderation.Intake;
using SharedCommunity.Moderation.Languages;
using SharedCommunity.Moderation.Queue;
using SharedCommunity.Moderation.Referring;
using SharedCommunity.Moderation.Texts;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Moderation;

/// <summary>Inquiries, the shared queue, claims, custody and answers.</summary>
public sealed class ModerationModule : IModule
{
    /// <inheritdoc />
    public string Schema => "moderation";

    /// <inheritdoc />
    public Type Texts => typeof(ModerationTexts);

    /// <inheritdoc />
    public IReadOnlyList<Permission> Permissions => QueuePermissions.All;

    /// <inheritdoc />
    public IReadOnlyList<NavigationEntry> Navigation =>
        [
            new("Place_Work", "work", QueuePermissions.Read, 5),
            new("Place_Queue", "queue", QueuePermissions.Read, 10),
            new("Place_Messages", "messages", QueuePermissions.Read, 20),
        ];

    /// <inheritdoc />
    public void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services
            .AddUseCases(typeof(ModerationModule).Assembly)
            .AddSingleton<LanguageDetection>()
            .AddSingleton<Clocks>()
            .AddSingleton<Custodian>()
            .AddSingleton<Replies>()
            .AddSingleton<InquiryReading>()
            .AddSingleton<ReferToReading>()
            .AddHandler<MessagePosted, TakeMessages>()
            .AddHandler<MessageEdited, FollowEdits>()
            .AddHandler<DeliverySettled, FollowDeliveries>()
            .AddHandler<ChoiceMade, HearIfHelped>()
            .AddHandler<ReferralMoved, FollowReferrals>()
            .AddHandler<ReferringAgencyLeft, TakeOverReferred>()
            .AddHandler<InquiryAnswered, SettleReferrals>()
            .AddHandler<InquiryReferred, SettleReferrals>()
            .AddHandler<InquiryClosed, SettleReferrals>()
            .AddHandler<CoHostingEnded, EndOfCoHosting>();

    /// <inheritdoc />
    public void MapModel(ModelBuilder model) => ModerationModel.Map(model);

    /// <inheritdoc />
    public void MapEndpoints(ModuleEndpoints endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.MapUseCases(typeof(ModerationModule).Assembly);
    }
}
