using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Host.Demo;

/// <summary>Who plays in the demo: all of it is made up.</summary>
internal static class DemoCast
{
    public const string CommunitySlug = "arriving-in-ottawa";
    public const string GroupTitle = "Arriving in Ottawa";
    public const string TimeZone = "America/Toronto";

    /// <summary>The agency that only takes referrals.</summary>
    public const string Partner = "kettle-island";

    public const string Standard = """
        {
          "respondWithin": "PT24H",
          "rule": "elapsed",
          "hours": [{ "days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "17:00" }],
          "holidays": [],
          "replyOutsideHours": true
        }
        """;

    /// <param name="Slug">Its name in addresses.</param>
    /// <param name="Name">What it is called.</param>
    /// <param name="Role">Its part in the community; null for the agency that has none.</param>
    /// <param name="Staff">Its staff, the agency's administrator first.</param>
    public sealed record Agency(string Slug, string Name, CoHostRole? Role, IReadOnlyList<Person> Staff);

    /// <param name="Name">The name that colleagues see.</param>
    /// <param name="Languages">What they speak.</param>
    /// <param name="Role">Their role.</param>
    public sealed record Person(string Name, string[] Languages, Role Role)
    {
        /// <summary>A name in addresses that cannot exist: the domain is reserved for examples.</summary>
        public string Email(string agency) => $"{Name.Split(' ')[0].ToLowerInvariant()}@{agency}.example";
    }

    public static IReadOnlyList<Agency> Agencies { get; } =
    [
        new(
            "harbour",
            "Harbour Newcomer Centre",
            CoHostRole.Lead,
            [
                new("Rania Haddad", ["ar", "en"], Role.AgencyAdministrator),
                new("Thomas Okafor", ["en"], Role.CommunityAdministrator),
                new("Layla Mansour", ["ar", "en", "fr"], Role.Moderator),
                new("Grace Lin", ["en"], Role.CaseWorker),
                new("Pierre Gagnon", ["fr", "en"], Role.Evaluator),
                new("Nadia Karim", ["ar", "en"], Role.Viewer),
            ]
        ),
        new(
            "maple-bridge",
            "Maple Bridge Family Services",
            CoHostRole.CoHost,
            [
                new("Susan Clarke", ["en"], Role.AgencyAdministrator),
                new("Yusuf Demir", ["ar", "en"], Role.CommunityAdministrator),
                new("Oksana Melnyk", ["en", "fr"], Role.Moderator),
                new("Daniel Reyes", ["en"], Role.CaseWorker),
                new("Hana Suzuki", ["en"], Role.Evaluator),
                new("Marc Tremblay", ["fr", "en"], Role.Viewer),
            ]
        ),
        new(
            "accueil-nord",
            "Accueil Nord",
            CoHostRole.CoHost,
            [
                new("Claire Bouchard", ["fr", "en"], Role.AgencyAdministrator),
                new("Amadou Diallo", ["fr"], Role.CommunityAdministrator),
                new("Sophie Lavoie", ["fr", "en"], Role.Moderator),
                new("Karim Benali", ["ar", "fr"], Role.CaseWorker),
                new("Julie Roy", ["fr"], Role.Evaluator),
                new("Paul Mercier", ["fr", "en"], Role.Viewer),
            ]
        ),
        new(
            "riverside-legal",
            "Riverside Legal Clinic",
            null,
            [
                new("Helen Brooks", ["en"], Role.AgencyAdministrator),
                new("Omar Farouk", ["ar", "en"], Role.Moderator),
                new("Anna Petrov", ["en"], Role.Viewer),
            ]
        ),
        new(
            Partner,
            "Kettle Island Employment Services",
            CoHostRole.ReferralPartner,
            [
                new("Bilal Rahmani", ["fr", "en"], Role.AgencyAdministrator),
                new("Miriam Tadesse", ["en", "fr", "ar"], Role.CaseWorker),
            ]
        ),
    ];
}
