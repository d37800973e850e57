using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Administering;

/// <summary>What a broker's user must be to speak for an agency.</summary>
internal static partial class VoiceRules
{
    private const int LongestName = 100;

    /// <summary>What is wrong with a user; null where nothing is.</summary>
    public static Refusal? Wrong(string? userName, BusSettings settings)
    {
        if (!settings.UsesRabbitMq)
            return Refusals.NoBroker;
        if (string.IsNullOrWhiteSpace(userName))
            return Refusal.Invalid(("userName", "missing"));
        if (userName.Length > LongestName)
            return Refusal.Invalid(("userName", "too_long"));
        if (!UserForm().IsMatch(userName))
            return Refusal.Invalid(("userName", "user_form"));
        // Whoever speaks as this installation speaks for all agencies that live here.
        return userName == settings.User ? Refusals.VoiceTaken : null;
    }

    /// <summary>Saves; true if the user speaks for somebody else already.</summary>
    public static async Task<bool> IsTaken(UnitOfWork work, CancellationToken ct)
    {
        try
        {
            await work.Db.SaveChangesAsync(ct);
            return false;
        }
        catch (DbUpdateException refused)
            when (refused.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return true;
        }
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex UserForm();
}
