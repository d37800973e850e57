using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using MimeKit;
using NodaTime;
using SharedCommunity.Host.Accounts;
using SharedCommunity.Kernel.Live;
using SharedCommunity.Kernel.Mail;

namespace SharedCommunity.Host.Mail;

/// <summary>Sends what waits. A mail taken by a host that dies is taken again by another once its time is over.</summary>
internal sealed class MailPump(
    Mails mails,
    AccountDirectory accounts,
    Wakeups wakeups,
    IOptions<MailSettings> options,
    ILogger<MailPump> log
) : BackgroundService
{
    private const int AtATime = 20;
    private static readonly Duration Lease = Duration.FromMinutes(5);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.IsOn)
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await Round(stoppingToken) < AtATime)
                {
                    await wakeups.Wait(Mails.Kind, Poll, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogWarning("The mail pump pauses: {Kind}.", failure.GetBaseException().GetType().Name);
                await Task.Delay(Poll, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<int> Round(CancellationToken stop)
    {
        var due = await mails.Take(AtATime, Lease, stop);
        foreach (var mail in due)
        {
            await mails.Done(mail.Id, await Send(mail, stop), stop);
        }

        return due.Count;
    }

    /// <returns>Null when it has gone, else the kind of failure.</returns>
    private async Task<string?> Send(DueMail mail, CancellationToken stop)
    {
        if (await accounts.EmailOf(mail.To) is not { } address)
        {
            return "no_account";
        }

        var settings = options.Value;
        var message = new MimeMessage
        {
            Subject = mail.Subject,
            Body = new TextPart("plain") { Text = mail.Body },
            // The same at every attempt, so that a receiver can tell a repetition.
            MessageId = $"{mail.Id:n}@sharedcommunity",
        };
        message.From.Add(MailboxAddress.Parse(settings.From));
        message.To.Add(MailboxAddress.Parse(address));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            using var smtp = new SmtpClient();
            await smtp.ConnectAsync(settings.Host!, settings.Port, settings.Security, limit.Token);
            if (!string.IsNullOrEmpty(settings.User))
            {
                await smtp.AuthenticateAsync(settings.User, settings.Password ?? "", limit.Token);
            }

            await smtp.SendAsync(message, limit.Token);
            await smtp.DisconnectAsync(quit: true, limit.Token);
            return null;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            // The server's words may quote the address: the kind of failure is enough.
            var kind = failure.GetBaseException().GetType().Name;
            log.LogWarning("Mail {Mail} was not sent: {Kind}.", mail.Id, kind);
            return kind;
        }
    }
}
