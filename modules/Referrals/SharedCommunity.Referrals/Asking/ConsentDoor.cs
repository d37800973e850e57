using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Localisation;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Referrals.Asking;

/// <summary>What a link leads to.</summary>
/// <param name="State">Where the question stands.</param>
/// <param name="Wording">The question in the reader's language.</param>
internal sealed record OpenedAsk(ConsentAskState State, ConsentWording Wording);

/// <summary>
/// The door of a member who was given a link, and has no account: the secret in the address is all that they show. It
/// leads to one question of one agency, and to nothing else.
/// </summary>
internal sealed class ConsentDoor(Work work) : IDisposable
{
    private const string Prefix = "/consents/";

    // A shelter's whole house may share one address.
    private const int PerAddress = 120;
    private static readonly TimeSpan Within = TimeSpan.FromHours(1);
    private static readonly Refusal Lapsed = new("form_lapsed", RefusalKind.Conflict);
    private readonly AddressLimit _limit = new(PerAddress, Within);

    /// <summary>The address of a secret.</summary>
    public static string AddressOf(string token) => Prefix + token;

    /// <summary>Whether this address may ask once more; asking counts.</summary>
    public bool Allows(HttpContext context) => _limit.Allows(context.Connection.RemoteIpAddress);

    /// <summary>The question of a secret; null where there is none. Opening it changes nothing.</summary>
    public async Task<OpenedAsk?> Open(string token, CancellationToken ct) =>
        await Find(token, ct) is not var (id, agency)
            ? null
            : await work.Run(
                Scope.Agency(agency),
                async (unit, stop) =>
                {
                    var ask = await unit.Db.Set<ConsentAsk>().AsNoTracking().SingleAsync(one => one.Id == id, stop);
                    return new OpenedAsk(
                        ask.StateAt(unit.Now),
                        await ConsentWording.Of(ask, Language(ask), unit, stop)
                    );
                },
                ct
            );

    /// <summary>Maps the address that takes the answer; the page at the same address shows what came of it.</summary>
    public void Map(IEndpointRouteBuilder endpoints) =>
        endpoints
            .MapPost(Prefix + "{token}", (Delegate)Answer)
            .WithOrder(-1)
            .WithMetadata(new RequireAntiforgeryTokenAttribute(true))
            .ExcludeFromDescription()
            .WordsAreNoValues();

    /// <inheritdoc />
    public void Dispose() => _limit.Dispose();

    private async Task<IResult> Answer(HttpContext context, string token)
    {
        if (!Allows(context))
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        var (form, lapsed) = await FormDoor.Read(context);
        if (lapsed)
            return FormDoor.PageAgain(context, Lapsed, form);
        var language = form["language"].ToString();
        bool? yes = form["answer"].ToString() switch
        {
            "yes" => true,
            "no" => false,
            _ => null,
        };
        // What was shown is what is written down: a form that does not say it is not one of ours.
        if (
            yes is { } said
            && ConsentWording.Spoken.Contains(language)
            && await Find(token, context.RequestAborted) is var (id, agency)
        )
            await work.Run(
                Scope.Agency(agency),
                async (unit, stop) =>
                    await ConsentAnswers.Locked(id, unit, stop) is { } ask
                    && await ConsentAnswers.Answer(ask, said, language, unit, stop),
                context.RequestAborted
            );
        return Results.LocalRedirect(AddressOf(Uri.EscapeDataString(token)));
    }

    private async Task<(Guid Id, AgencyId Agency)?> Find(string token, CancellationToken ct)
    {
        var found = await work.Call(
            "referrals.consent_ask_by_hash",
            [ConsentAsk.HashOf(token)],
            row => (row.GetGuid(0), AgencyId.From(row.GetGuid(1))),
            ct
        );
        return found is [var one] ? one : null;
    }

    private static string Language(ConsentAsk ask) => ConsentWording.LanguageOf([Reader.Language, ask.Language]);
}
