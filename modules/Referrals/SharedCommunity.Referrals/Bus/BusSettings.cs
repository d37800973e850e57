using Microsoft.Extensions.Configuration;
using NodaTime;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Bus;

/// <summary>Which bus it is: in memory, or RabbitMQ by <c>Bus:RabbitMq:Host</c>, <c>:Port</c>, <c>:VirtualHost</c>, <c>:User</c>, <c>:Password</c>.</summary>
internal sealed class BusSettings
{
    public BusSettings(IConfiguration configuration)
    {
        var rabbit = configuration.GetSection("Bus:RabbitMq");
        Host = rabbit["Host"];
        Port = rabbit.GetValue<ushort?>("Port") ?? 5672;
        VirtualHost = rabbit["VirtualHost"] ?? "/";
        User = rabbit["User"] ?? "";
        Password = rabbit["Password"] ?? "";
        // RabbitMQ's own user has a password that everybody knows.
        if (UsesRabbitMq && (User.Length == 0 || Password.Length == 0))
            throw new InvalidOperationException(
                "Bus:RabbitMq:Host is set: Bus:RabbitMq:User and Bus:RabbitMq:Password must be set too."
            );
        FirstResend = DurationSetting.Read(configuration, "Bus:Resend:First", "PT30S");
        LongestResend = DurationSetting.Read(configuration, "Bus:Resend:Longest", "PT1H");
    }

    public string? Host { get; }

    public ushort Port { get; }

    public string VirtualHost { get; }

    /// <summary>The host's own user, who speaks for all agencies that live here.</summary>
    public string User { get; }

    public string Password { get; }

    /// <summary>How long an acknowledgement is waited for before a message is sent again; doubles each time.</summary>
    public Duration FirstResend { get; }

    /// <summary>The longest that it doubles to.</summary>
    public Duration LongestResend { get; }

    public bool UsesRabbitMq => !string.IsNullOrWhiteSpace(Host);
}
