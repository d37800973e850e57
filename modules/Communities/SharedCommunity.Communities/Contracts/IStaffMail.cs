using System.Globalization;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Communities.Contracts;

/// <summary>Writes mails to colleagues of the caller's own agency, in the caller's unit of work.</summary>
public interface IStaffMail
{
    /// <summary>
    /// Writes to one of them, or, where none is named, to the agency's administrators; never to whoever causes it.
    /// </summary>
    /// <param name="work">The unit of work, in Agency scope: no mail tells of what was not done.</param>
    /// <param name="to">The colleague; null for the administrators.</param>
    /// <param name="write">Subject and text in a language: the subject without names.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>The names of those who were written to; empty where there is nobody.</returns>
    Task<IReadOnlyList<string>> Send(
        UnitOfWork work,
        StaffId? to,
        Func<CultureInfo, (string Subject, string Body)> write,
        CancellationToken ct
    );
}
