using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SharedCommunity.Host.Accounts;

/// <summary>
/// The certificate that wraps the Data Protection keys. It lies outside the database, so that a dump of the database
/// alone reveals no secret.
/// </summary>
internal static class KeyCertificate
{
    private const int KeyBits = 3072;
    private static readonly TimeSpan Validity = TimeSpan.FromDays(3650);

    /// <summary>The configured certificate, or one of this installation's own, made at the first start.</summary>
    public static X509Certificate2 Load(IConfiguration configuration, string dataFolder, TimeProvider time)
    {
        if (configuration["DataProtection:Certificate"] is { Length: > 0 } configured)
        {
            return X509CertificateLoader.LoadPkcs12FromFile(configured, configuration["DataProtection:Password"]);
        }

        var folder = Directory.CreateDirectory(Path.Combine(dataFolder, "keys"));
        var path = Path.Combine(folder.FullName, "data-protection.pfx");
        if (!File.Exists(path))
        {
            Make(path, time);
        }

        return X509CertificateLoader.LoadPkcs12FromFile(path, null);
    }

    private static void Make(string path, TimeProvider time)
    {
        using var key = RSA.Create(KeyBits);
        var request = new CertificateRequest(
            "CN=SharedCommunity data protection",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        var now = time.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.Add(Validity));
        var temporary = $"{path}.{Guid.CreateVersion7():n}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(temporary, options))
        {
            file.Write(made.Export(X509ContentType.Pkcs12));
        }

        // Two hosts that start at once agree on the one that was there first.
        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
    }
}
