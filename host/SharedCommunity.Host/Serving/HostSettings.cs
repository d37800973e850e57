using SharedCommunity.Kernel.Http;

namespace SharedCommunity.Host.Serving;

/// <summary>The host's own settings, each with the default of a first start.</summary>
internal sealed record HostSettings(string DataFolder, string Urls, int MetricsPort, string PublicUrl)
{
    public static HostSettings Read(IConfiguration configuration)
    {
        var urls = configuration["urls"] is { Length: > 0 } given ? given : "http://127.0.0.1:5080";
        return new(
            Path.GetFullPath(configuration["Data:Folder"] is { Length: > 0 } folder ? folder : ".data"),
            urls,
            configuration.GetValue("Metrics:Port", 5081),
            SiteAddress.Of(configuration)
        );
    }
}
