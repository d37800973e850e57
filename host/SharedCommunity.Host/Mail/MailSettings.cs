using MailKit.Security;

namespace SharedCommunity.Host.Mail;

/// <summary>How mail leaves (settings <c>Mail:*</c>). Without a host none does, and people read theirs on a page.</summary>
internal sealed class MailSettings
{
    public string? Host { get; set; }
    public int Port { get; set; } = 587;
    public string? User { get; set; }
    public string? Password { get; set; }

    /// <summary>The sender's address.</summary>
    public string From { get; set; } = "sharedcommunity@localhost";

    /// <summary>How the line is secured; plain text only where somebody says so.</summary>
    public SecureSocketOptions Security { get; set; } = SecureSocketOptions.StartTls;

    public bool IsOn => !string.IsNullOrWhiteSpace(Host);
}
