using Microsoft.Extensions.Configuration;
using NodaTime;
using NodaTime.Text;

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
        User = rabbit["User"] ?? "guest";
        Password = rabbit["Password"] ?? "guest";
        FirstResend = Time(configuration, "Bus:Resend:First", "PT30S");
        LongestResend = Time(configuration, "Bus:Resend:Longest", "PT1H");
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

    private static Duration Time(IConfiguration configuration, string key, string otherwise)
    {
        var text = configuration[key] ?? otherwise;
        return PeriodPattern.NormalizingIso.Parse(text) is { Success: true, Value: { Months: 0, Years: 0 } period }
            ? period.ToDuration()
            : throw new InvalidOperationException($"{key} is {text}: write a duration like PT30S.");
    }
}
