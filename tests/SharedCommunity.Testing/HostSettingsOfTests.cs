using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SharedCommunity.Testing;

/// <summary>The settings with which tests start a host, in the process or as one.</summary>
internal static class HostSettingsOfTests
{
    private static readonly Lazy<string> Certificate = new(MakeCertificate);

    public static Dictionary<string, string?> For(TestDatabase database, Uri address, Uri telegram, string folder) =>
        new()
        {
            ["urls"] = address.GetLeftPart(UriPartial.Authority),
            ["PublicUrl"] = address.GetLeftPart(UriPartial.Authority),
            ["Metrics:Port"] = "0",
            ["Data:Folder"] = folder,
            // Hosts on one database share the certificate, as they would in the field.
            ["DataProtection:Certificate"] = Certificate.Value,
            ["ConnectionStrings:SharedCommunity"] = database.Application,
            ["ConnectionStrings:Accounts"] = database.Accounts,
            ["Channels:Telegram:ApiBaseUrl"] = telegram.ToString().TrimEnd('/'),
            ["Logging:LogLevel:Default"] = "Warning",
            // Hundreds of hosts come and go: what a test run prints should be what somebody must read.
            ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Warning",
        };

    /// <summary>A loopback address that nobody listens on now.</summary>
    public static Uri FreeAddress() => new UriBuilder("http", "127.0.0.1", Loopback.FreePort()).Uri;

    public static string NewFolder() => Directory.CreateTempSubdirectory("sc-host-").FullName;

    private static string MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=tests", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(10));
        var path = Path.Combine(NewFolder(), "tests.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12));
        return path;
    }
}
