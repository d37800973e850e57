using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using SharedCommunity.Host.Accounts;
using SharedCommunity.Host.Reading;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Host.SignIn;

/// <summary>Signing in and out with built-in accounts.</summary>
internal static class SignInEndpoints
{
    private static readonly Refusal WrongPassword = new("sign_in_refused", RefusalKind.Invalid);
    internal static readonly Refusal LockedOut = new("locked_out", RefusalKind.Invalid);

    internal static readonly Refusal Lapsed = new("form_lapsed", RefusalKind.Conflict);

    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", Home).ExcludeFromDescription();
        endpoints.MapPost("/sign-in", SignIn).AsForm();
        endpoints.MapSecondFactor();
        endpoints.MapPasswordReset();
        endpoints.MapOwnAccount();
        endpoints.MapPost("/sign-out", SignOut).AsForm();
    }

    /// <summary>An address that takes a form of ours; the page at the same address would take posts too.</summary>
    internal static RouteHandlerBuilder AsForm(this RouteHandlerBuilder endpoint) =>
        endpoint.WithOrder(-1).WithMetadata(new RequireAntiforgeryTokenAttribute(true)).ExcludeFromDescription();

    /// <summary>A page asks to sign in by a redirect; a form, whose text must not be lost, by a 401.</summary>
    public static async Task AskToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/live", StringComparison.Ordinal))
        {
            context.Response.Redirect(context.RedirectUri);
            return;
        }

        var answer = request.HasFormContentType
            ? FormDoor.PageAgain(
                context.HttpContext,
                Refusal.Unauthenticated,
                (await FormDoor.Read(context.HttpContext)).Form
            )
            : context.HttpContext.RequestServices.GetRequiredService<Problems>().Json(Refusal.Unauthenticated);
        await answer.ExecuteAsync(context.HttpContext);
    }

    /// <summary>The front door: to the agency that the account works for, or to sign-in.</summary>
    private static async Task<IResult> Home(HttpContext context, Work work)
    {
        if (CallerSource.AccountOf(context.User) is not { } account)
        {
            return Results.LocalRedirect("/sign-in");
        }

        var slugs = await work.Call(
            "communities.staff_of_account",
            [account.Value],
            row => row.GetString(2),
            context.RequestAborted
        );
        return Results.LocalRedirect(slugs is [var only] ? $"/{only}?begin=1" : "/agencies");
    }

    private static async Task<IResult> SignIn(HttpContext context, SignInManager<Account> signIn)
    {
        var (form, lapsed) = await FormDoor.Read(context);
        if (lapsed)
        {
            return FormDoor.PageAgain(context, Lapsed, form);
        }

        var (email, password) = (form["email"].ToString().Trim(), form["password"].ToString());
        // An unknown e-mail takes the same way as a wrong password, so that neither tells which accounts exist.
        var account = await signIn.UserManager.FindByEmailAsync(email) ?? new Account { PasswordHash = Decoy.Value };
        var result = account.Email is null
            ? VerifyDecoy(signIn, account, password)
            : await signIn.PasswordSignInAsync(account, password, isPersistent: false, lockoutOnFailure: true);
        if (result.RequiresTwoFactor)
        {
            return Results.LocalRedirect(
                QueryString.Create("returnTo", After(form)).Value is { } query
                    ? $"/sign-in/code{query}"
                    : "/sign-in/code"
            );
        }

        if (!result.Succeeded)
        {
            return FormDoor.PageAgain(context, result.IsLockedOut ? LockedOut : WrongPassword, form);
        }

        await ReaderLanguages.Welcome(context, account);
        return Results.LocalRedirect(After(form));
    }

    private static async Task<IResult> SignOut(HttpContext context, SignInManager<Account> signIn)
    {
        await signIn.SignOutAsync();
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return Results.LocalRedirect("/sign-in");
    }

    /// <summary>Where to go after signing in: an address of this site, or the front door.</summary>
    internal static string After(IFormCollection form)
    {
        var address = form["after"].ToString();
        return SiteAddress.IsHere(address) ? address : "/";
    }

    private static readonly Lazy<string> Decoy = new(() =>
        new PasswordHasher<Account>().HashPassword(new Account(), Guid.CreateVersion7().ToString())
    );

    private static SignInResult VerifyDecoy(SignInManager<Account> signIn, Account account, string password)
    {
        _ = signIn.UserManager.PasswordHasher.VerifyHashedPassword(account, Decoy.Value, password);
        return SignInResult.Failed;
    }
}
