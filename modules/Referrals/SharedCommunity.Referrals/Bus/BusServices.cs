using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Referrals.Bus;

/// <summary>Wires the bus: in memory by default, RabbitMQ where it is configured; plain JSON on the wire.</summary>
internal static class BusServices
{
    public static IServiceCollection AddReferralBus(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = new BusSettings(configuration);
        services.AddSingleton(settings);
        services.AddSingleton<Inbox>();
        services.AddSingleton<Voices>();
        services.AddSingleton<Arrivals>();
        services.AddSingleton<BusLine>();
        services.AddSingleton<OutsideQueues>();
        services.AddSingleton<Speaker>();
        services.AddSingleton<Queues>();
        services.AddSingleton<LastLook>();
        services.AddSingleton<Relay>();
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            // A host whose broker is away is ready: what it has to say waits in the outbox.
            bus.ConfigureHealthCheckOptions(check =>
            {
                check.Tags.Clear();
                check.MinimalFailureStatus = HealthStatus.Degraded;
            });
            if (settings.UsesRabbitMq)
                bus.UsingRabbitMq(
                    (_, rabbit) =>
                    {
                        rabbit.Host(
                            settings.Host,
                            settings.Port,
                            settings.VirtualHost,
                            host =>
                            {
                                host.Username(settings.User);
                                host.Password(settings.Password);
                                host.PublisherConfirmation = true;
                            }
                        );
                        Contract(rabbit);
                        rabbit.Publish<ReferralMessage>(publish => publish.ExchangeType = "topic");
                        rabbit.Send<ReferralMessage>(send =>
                            send.UseRoutingKeyFormatter(context => context.Message.To)
                        );
                    }
                );
            else
                bus.UsingInMemory(
                    (_, memory) =>
                    {
                        Contract(memory);
                        memory.Publish<ReferralMessage>(publish =>
                            publish.ExchangeType = MassTransit.Transports.Fabric.ExchangeType.Topic
                        );
                        memory.Send<ReferralMessage>(send =>
                            send.UseRoutingKeyFormatter(context => context.Message.To)
                        );
                    }
                );
        });
        // After the bus: a queue that is connected while the bus starts is started twice, and the host with it fails.
        services.AddHostedService(provider => provider.GetRequiredService<Queues>());
        services.AddHostedService(provider => provider.GetRequiredService<Relay>());
        return services;
    }

    private static void Contract(IBusFactoryConfigurator bus)
    {
        bus.ClearSerialization();
        bus.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType, isDefault: true);
        bus.ConfigureJsonSerializerOptions(options =>
        {
            options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
            return options;
        });
        bus.Message<ReferralMessage>(message => message.SetEntityName(Queues.Exchange));
    }
}
