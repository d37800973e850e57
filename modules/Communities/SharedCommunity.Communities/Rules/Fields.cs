using System.Net.Mail;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Rules;

/// <summary>
/// What a field may hold, said once for all use cases: each check names the problem, and all problems of a request are
/// told together.
/// </summary>
internal sealed partial class Fields
{
    private const int LongestName = 120;
    private const int LongestText = 4000;
    private const int LongestSlug = 40;

    // The addresses of the installation itself, and the words that stand where a community's slug would. The router counts
    // on it: a word of an address is never a slug (RouteWords).
    private static readonly HashSet<string> Reserved = new(
        (
            "api c css hooks health js lib live metrics not-found openapi scalar sign-in sign-out invitations "
            + "settings audit staff keys notifications communities agencies referrals consents bus services own"
        ).Split(' '),
        StringComparer.Ordinal
    );

    private readonly List<(string Field, string Problem)> problems = [];

    /// <summary>The refusal that names every problem; null if there is none.</summary>
    public Refusal? Refusal =>
        problems.Count == 0 ? null : Kernel.UseCases.Refusal.Invalid([.. problems.DistinctBy(p => p.Field)]);

    public Fields Slug(string field, string slug) =>
        When(!SlugForm().IsMatch(slug), field, "slug_form")
            .When(slug.Length > LongestSlug, field, "too_long")
            .When(Reserved.Contains(slug), field, "reserved");

    public Fields Name(string field, string? name) =>
        When(name is not null && string.IsNullOrWhiteSpace(name), field, "missing")
            .When(name?.Length > LongestName, field, "too_long");

    public Fields Text(string field, string? text) => When(text?.Length > LongestText, field, "too_long");

    public Fields Email(string field, string email) =>
        When(
            !MailAddress.TryCreate(email, out var read) || read.Address != email || email.Length > 254,
            field,
            "email_form"
        );

    public Fields Languages(string field, IReadOnlyList<string>? languages, bool needed)
    {
        if (languages is null)
            return this;
        return When(needed && languages.Count == 0, field, "missing")
            .When(languages.Any(language => !LanguageForm().IsMatch(language)), field, "language_form")
            .When(languages.Distinct(StringComparer.Ordinal).Count() < languages.Count, field, "twice")
            .When(languages.Count > 20, field, "too_long");
    }

    public Fields TimeZone(string field, string? zone) =>
        When(zone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null, field, "unknown_time_zone");

    public Fields Standard(string field, ServiceStandard? standard)
    {
        foreach (var problem in standard?.Validate() ?? [])
            problems.Add((field, SnakeCase().Replace(problem.ToString(), "_$1").ToLowerInvariant()));
        return this;
    }

    public Fields Topics(string field, IReadOnlyList<string> topics) =>
        When(topics.Any(topic => Topic.Find(topic) is null), field, "not_a_topic");

    public Fields When(bool wrong, string field, string problem)
    {
        if (wrong)
            problems.Add((field, problem));
        return this;
    }

    /// <summary>Saves what was added so far; true if a unique index found it taken already.</summary>
    public static async Task<bool> IsTaken(DbContext db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return false;
        }
        catch (DbUpdateException refused)
            when (refused.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return true;
        }
    }

    [GeneratedRegex("^[a-z0-9](?:-?[a-z0-9])+\\z", RegexOptions.CultureInvariant)]
    private static partial Regex SlugForm();

    /// <summary>BCP 47 as far as the product uses it: language, script, region.</summary>
    [GeneratedRegex("^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageForm();

    [GeneratedRegex("(?<!^)([A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex SnakeCase();
}
