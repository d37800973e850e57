using Microsoft.Playwright;

namespace SharedCommunity.EndToEnd;

/// <summary>What the line between the person and the host is like.</summary>
public sealed partial class Browser
{
    private ICDPSession? wire;
    private double delay;

    /// <summary>Every answer takes so much longer.</summary>
    public Task SlowLine(TimeSpan by)
    {
        delay = by.TotalMilliseconds;
        return Emulate(offline: false);
    }

    /// <summary>Takes the line away, or gives it back as slow as it was.</summary>
    public Task Offline(bool away) => Emulate(away);

    private async Task Emulate(bool offline)
    {
        wire ??= await context.NewCDPSessionAsync(Page);
        await wire.SendAsync("Network.enable");
        await wire.SendAsync(
            "Network.emulateNetworkConditions",
            new()
            {
                ["offline"] = offline,
                ["latency"] = delay,
                ["downloadThroughput"] = -1,
                ["uploadThroughput"] = -1,
            }
        );
    }
}
