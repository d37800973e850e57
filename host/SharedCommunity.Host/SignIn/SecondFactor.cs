using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using QRCoder;
using SharedCommunity.Host.Accounts;
using SharedCommunity.Host.Mail;
using SharedCommunity.Host.Pages;
using SharedCommunity.Host.Reading;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Host.SignIn;

/// <summary>The second factor: six digits from an authenticator app (TOTP), or a recovery code where the phone is lost.</summary>
internal static class SecondFactor
{
    /// <summary>Where a signed-in person sets it up.</summary>
    public const string SetUpAddress = "/sign-in/second-factor";

    private const int RecoveryCodes = 8;
    private static readonly Refusal WrongCode = new("code_refused", RefusalKind.Invalid);
    private static readonly Refusal Required = new("second_factor_required", RefusalKind.Forbidden);
    private static readonly Claim Passed = new("amr", "mfa");

    public static void MapSecondFactor(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/sign-in/code", Enter).AsForm();
        endpoints.MapPost($"{SetUpAddress}/begin", Begin).AsForm().RequireAuthorization();
        endpoints.MapPost(SetUpAddress, Confirm).AsForm().RequireAuthorization();
    }

    /// <summary>
    /// Where an agency or a community asks for a second factor, a session without one leads to setting it up and
    /// nowhere else. Programs come with keys and not with sessions.
    /// </summary>
    public static IApplicationBuilder UseSecondFactor(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                if (!await IsMissing(context))
                {
                    await next(context);
                }
                else if (HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments("/live"))
                {
                    context.Response.Redirect(SetUpAddress);
                }
                else
                {
                    await context.RequestServices.GetRequiredService<Problems>().Json(Required).ExecuteAsync(context);
                }
            }
        );

    /// <summary>Signs in anew as somebody who passed; called once the code was right.</summary>
    public static Task Renew(SignInManager<Account> signIn, Account account) =>
        signIn.SignInWithClaimsAsync(account, isPersistent: false, [Passed]);

    /// <summary>A session's proof of a second factor outlives the re-reading of the account.</summary>
    public static Task Keep(SecurityStampRefreshingPrincipalContext context)
    {
        if (context.CurrentPrincipal?.HasClaim(Passed.Type, Passed.Value) is true)
        {
            (context.NewPrincipal?.Identity as ClaimsIdentity)?.AddClaim(Passed);
        }

        return Task.CompletedTask;
    }

    /// <summary>The address that an authenticator app reads, as a picture.</summary>
    public static string Picture(string address)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(code);
        return svg.GetGraphic(4, "#000000", "#ffffff", sizingMode: SvgQRCode.SizingMode.WidthHeightAttribute);
    }

    private static async Task<bool> IsMissing(HttpContext context)
    {
        var path = context.Request.Path;
        if (
            CallerSource.AccountOf(context.User) is not { } account
            || context.User.HasClaim(Passed.Type, Passed.Value)
            || path.StartsWithSegments("/sign-in")
            || path.StartsWithSegments("/sign-out")
            || path.StartsWithSegments("/language")
            || !AsksWhoYouAre(context.GetEndpoint())
        )
        {
            return false;
        }

        var work = context.RequestServices.GetRequiredService<Work>();
        return await work.Call(
            "communities.requires_totp",
            [account.Value],
            row => row.GetBoolean(0),
            context.RequestAborted
        )
            is [true];
    }

    // Style sheets and the like ask nobody; pages and forms do.
    private static bool AsksWhoYouAre(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IAuthorizeData>() is not null
        || endpoint?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    private static async Task<IResult> Enter(HttpContext context, SignInManager<Account> signIn)
    {
        var (form, lapsed) = await FormDoor.Read(context);
        if (lapsed)
        {
            return FormDoor.PageAgain(context, SignInEndpoints.Lapsed, form);
        }

        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } account)
        {
            return Results.LocalRedirect("/sign-in");
        }

        var code = Digits(form["code"].ToString());
        // Six digits come from the app; anything else can only be a recovery code, which works once.
        var result =
            code.Length == 6 && code.All(char.IsAsciiDigit)
                ? await signIn.TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false)
                : await signIn.TwoFactorRecoveryCodeSignInAsync(form["code"].ToString().Trim());
        if (result.Succeeded)
        {
            await ReaderLanguages.Welcome(context, account);
            return Results.LocalRedirect(SignInEndpoints.After(form));
        }

        return FormDoor.PageAgain(context, result.IsLockedOut ? SignInEndpoints.LockedOut : WrongCode, form);
    }

    private static async Task<IResult> Begin(HttpContext context, SignInManager<Account> signIn)
    {
        if (!FormIsOurs(context) || await signIn.UserManager.GetUserAsync(context.User) is not { } account)
        {
            return Results.LocalRedirect(SetUpAddress);
        }

        // Who has one keeps it: a stolen session must not be able to put another in its place.
        if (!account.TwoFactorEnabled)
        {
            await signIn.UserManager.ResetAuthenticatorKeyAsync(account);
            await signIn.RefreshSignInAsync(account);
        }

        return Results.LocalRedirect(SetUpAddress);
    }

    private static async Task<IResult> Confirm(HttpContext context, SignInManager<Account> signIn, AccountMails mails)
    {
        var (form, lapsed) = await FormDoor.Read(context);
        var accounts = signIn.UserManager;
        if (lapsed)
        {
            return FormDoor.PageAgain(context, SignInEndpoints.Lapsed, form);
        }

        if (await accounts.GetUserAsync(context.User) is not { TwoFactorEnabled: false } account)
        {
            return Results.LocalRedirect(SetUpAddress);
        }

        var provider = accounts.Options.Tokens.AuthenticatorTokenProvider;
        if (!await accounts.VerifyTwoFactorTokenAsync(account, provider, Digits(form["code"].ToString())))
        {
            return FormDoor.PageAgain(context, WrongCode, form);
        }

        await accounts.SetTwoFactorEnabledAsync(account, true);
        var codes = await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes);
        await Renew(signIn, account);
        await mails.SecondFactorSetUp(AccountId.From(account.Id), context.RequestAborted);
        context.Response.Headers.CacheControl = "no-cache, no-store";
        return new RazorComponentResult<RecoveryCodesPage>(new { Codes = codes!.ToArray() });
    }

    private static bool FormIsOurs(HttpContext context) =>
        context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false };

    private static string Digits(string typed) =>
        typed.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
}
