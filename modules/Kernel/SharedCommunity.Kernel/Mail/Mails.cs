using System.Text;
using Microsoft.AspNetCore.DataProtection;
using NodaTime;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Live;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Kernel.Mail;

/// <summary>A mail to somebody who has an account.</summary>
/// <param name="To">The account; where to write is known to the accounts alone.</param>
/// <param name="Subject">Its subject: no names, no member's words.</param>
/// <param name="Body">Its text.</param>
/// <param name="GivesAccess">Whether it holds a link that gives access: then it is shown on no page.</param>
public sealed record NewMail(AccountId To, string Subject, string Body, bool GivesAccess = false);

/// <summary>A mail as its receiver sees it on the notifications page.</summary>
/// <param name="Subject">Its subject.</param>
/// <param name="Body">Its text.</param>
/// <param name="At">When it was written.</param>
public sealed record ReceivedMail(string Subject, string Body, Instant At);

/// <summary>A mail that is due to be sent.</summary>
/// <param name="Id">Its id, the same at every attempt.</param>
/// <param name="To">The account.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Body">Its text.</param>
public sealed record DueMail(Guid Id, AccountId To, string Subject, string Body);

/// <summary>Writes mails where they wait to be sent. Nothing is sent from inside a request.</summary>
public sealed class Mails(Work work, Wakeups wakeups, IDataProtectionProvider protection)
{
    /// <summary>The kind of wake-up that the pump waits for.</summary>
    public const string Kind = "mails";

    private readonly IDataProtector _protector = protection.CreateProtector("SharedCommunity.Mail");

    /// <summary>Sends in the transaction of a use case: no mail tells of what was not done.</summary>
    public async Task Send(UnitOfWork unit, NewMail mail, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(mail);
        await unit.Call(Add, Arguments(mail), row => row.GetBoolean(0), ct);
        unit.Wake(Kind);
    }

    /// <summary>Sends outside any use case: what concerns an account alone.</summary>
    public async Task Send(NewMail mail, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(mail);
        await work.Call(Add, Arguments(mail), row => row.GetBoolean(0), ct);
        wakeups.Wake(Kind);
    }

    /// <summary>A person's own mails, newest first, without those that give access.</summary>
    public Task<List<ReceivedMail>> Of(AccountId account, CancellationToken ct) =>
        work.Call(
            "kernel.mails_of",
            [account.Value],
            row => new ReceivedMail(
                row.GetString(0),
                Open(row.GetFieldValue<byte[]>(1)),
                row.GetFieldValue<Instant>(2)
            ),
            ct
        );

    /// <summary>Takes mails that are due; nobody else gets them for that time.</summary>
    public Task<List<DueMail>> Take(int limit, Duration lease, CancellationToken ct) =>
        work.Call(
            "kernel.mail_take",
            [limit, (int)lease.TotalSeconds],
            row => new DueMail(
                row.GetGuid(0),
                AccountId.From(row.GetGuid(1)),
                row.GetString(2),
                Open(row.GetFieldValue<byte[]>(3))
            ),
            ct
        );

    /// <summary>Records that a mail has gone, or why not: a kind of failure, never a text of the server's.</summary>
    public Task Done(Guid id, string? failure, CancellationToken ct) =>
        work.Call(
            "kernel.mail_done",
            [id, UnitOfWork.Typed(NpgsqlTypes.NpgsqlDbType.Text, failure)],
            row => row.GetBoolean(0),
            ct
        );

    private const string Add = "kernel.mail_add";

    private object?[] Arguments(NewMail mail) =>
        [
            Guid.CreateVersion7(),
            mail.To.Value,
            mail.Subject,
            _protector.Protect(Encoding.UTF8.GetBytes(mail.Body)),
            mail.GivesAccess,
        ];

    private string Open(byte[] body) => Encoding.UTF8.GetString(_protector.Unprotect(body));
}
