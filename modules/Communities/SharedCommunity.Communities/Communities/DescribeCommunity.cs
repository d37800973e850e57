using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Communities.Standard;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Communities;

/// <summary>A community's administrator changes what it is, by the form of its settings.</summary>
[FormRoute("/{agency}/{community}/settings/community/save")]
internal sealed class DescribeCommunity(IAccounts accounts)
    : UseCase<DescribeCommunity.Request, Community, CommunityView>
{
    /// <param name="Community">The community's name in addresses.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Purpose">What it is for.</param>
    /// <param name="Audience">Whom it is for.</param>
    /// <param name="Description">How it describes itself.</param>
    /// <param name="MainLanguage">The first of its languages.</param>
    /// <param name="Languages">Its languages, the main one too or not.</param>
    /// <param name="OtherLanguages">More of them, by their codes.</param>
    /// <param name="TimeZone">Its time zone.</param>
    /// <param name="Interactive">Whether members may post.</param>
    /// <param name="RequiresTotp">Whether its staff must use a second factor.</param>
    /// <param name="State">The stage of its life; left out it stays.</param>
    /// <param name="Seen">The mark of what the page showed.</param>
    internal sealed record Request(
        string Community,
        string Name = "",
        string Purpose = "",
        string Audience = "",
        string Description = "",
        string MainLanguage = "",
        IReadOnlyList<string>? Languages = null,
        string OtherLanguages = "",
        string TimeZone = "",
        bool Interactive = false,
        bool RequiresTotp = false,
        CommunityState? State = null,
        string Seen = ""
    );

    private static readonly char[] Separators = [' ', ',', ';', '،', '؛'];

    public override Permission Needs => Permissions.AdministerCommunity;

    protected override Task<Community?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        LockedCommunity.BySlug(request.Community, work, ct);

    protected override async Task<Outcome<CommunityView>> Handle(
        Request request,
        Community community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (request.Seen != Mark.OfDescription(community))
            return Refusal.Changed;
        var others = request.OtherLanguages.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        if (new Fields().Languages("otherLanguages", [.. others.Distinct()], needed: false).Refusal is { } refusal)
            return refusal;
        IEnumerable<string> languages = [request.MainLanguage, .. request.Languages ?? [], .. others];
        return await ChangeCommunity.Apply(
            new(
                community.Id,
                request.Name,
                request.Purpose,
                request.Audience,
                request.Description,
                [.. languages.Where(language => language.Length > 0).Distinct()],
                request.TimeZone.Trim(),
                request.Interactive,
                request.State,
                request.RequiresTotp
            ),
            community,
            accounts,
            work,
            ct
        );
    }
}
