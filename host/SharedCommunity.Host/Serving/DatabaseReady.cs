using Microsoft.Extensions.Diagnostics.HealthChecks;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Host.Serving;

/// <summary>Ready means that the database answers as the application role.</summary>
internal sealed class DatabaseReady(Work work) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            await work.Call("communities.agencies_exist", [], row => row.GetBoolean(0), cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The reason may name hosts and roles: it belongs into the log, not into a page that anybody can read.
            return HealthCheckResult.Unhealthy();
        }
    }
}
