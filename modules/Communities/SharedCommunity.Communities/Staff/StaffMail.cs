using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Mail;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Staff;

/// <summary>Writes mails to colleagues, each in the language that their account chose.</summary>
internal sealed class StaffMail(Mails mails, IAccounts accounts) : IStaffMail
{
    private const int Most = 50;

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> Send(
        UnitOfWork work,
        StaffId? to,
        Func<CultureInfo, (string Subject, string Body)> write,
        CancellationToken ct
    )
    {
        var self = work.HasRights ? work.Rights.Staff : default;
        var people =
            from staff in work.Db.Set<StaffMembership>().AsNoTracking()
            join own in work.Db.Set<StaffPrivate>().AsNoTracking() on staff.Id equals own.StaffId
            where own.AgencyId == work.Agency && staff.EndedAt == null && staff.Id != self
            orderby staff.DisplayName, staff.Id
            select new
            {
                staff.Id,
                staff.DisplayName,
                own.AccountId,
                own.Email,
            };
        people = to is { } one
            ? people.Where(person => person.Id == one)
            : people.Where(person =>
                work.Db.Set<StaffRole>()
                    .Any(held =>
                        held.StaffId == person.Id && held.Role == Role.AgencyAdministrator && held.CommunityId == null
                    )
            );
        var found = await people.Take(Most).ToListAsync(ct);
        foreach (var person in found)
        {
            var known = await accounts.Find(person.Email, ct);
            var (subject, body) = write(
                known?.Language is { } language ? CultureInfo.GetCultureInfo(language) : CultureInfo.CurrentUICulture
            );
            await mails.Send(work, new NewMail(person.AccountId, subject, body), ct);
        }
        return [.. found.Select(person => person.DisplayName)];
    }
}
