using Microsoft.AspNetCore.Identity;
using SharedCommunity.Host.Accounts;
using SharedCommunity.Host.Reading;
using SharedCommunity.Kernel.Http;

namespace SharedCommunity.Host.SignIn;

/// <summary>What a person changes in their own account, whichever agencies they work for.</summary>
internal static class OwnAccount
{
    /// <summary>The page.</summary>
    public const string Address = "/sign-in/account";

    /// <summary>Where the language is chosen.</summary>
    public const string LanguageAddress = $"{Address}/language";

    /// <summary>Where every session is ended.</summary>
    public const string EverywhereAddress = $"{Address}/sign-out-everywhere";

    public static void MapOwnAccount(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(LanguageAddress, (Delegate)ChooseLanguage).AsForm().RequireAuthorization();
        endpoints.MapPost(EverywhereAddress, SignOutEverywhere).AsForm().RequireAuthorization();
    }

    private static async Task<IResult> ChooseLanguage(HttpContext context)
    {
        var (form, lapsed) = await FormDoor.Read(context);
        if (lapsed)
        {
            return FormDoor.PageAgain(context, SignInEndpoints.Lapsed, form);
        }

        if (ReaderLanguages.Known(form["language"]) is { } language)
        {
            await ReaderLanguages.Choose(context, language);
        }

        return Results.LocalRedirect(Address);
    }

    /// <summary>Every session of the account holds the stamp that is replaced here; the others find out within a minute.</summary>
    private static async Task<IResult> SignOutEverywhere(HttpContext context, SignInManager<Account> signIn)
    {
        var (form, lapsed) = await FormDoor.Read(context);
        if (lapsed)
        {
            return FormDoor.PageAgain(context, SignInEndpoints.Lapsed, form);
        }

        if (await signIn.UserManager.GetUserAsync(context.User) is { } account)
        {
            await signIn.UserManager.UpdateSecurityStampAsync(account);
        }

        await signIn.SignOutAsync();
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return Results.LocalRedirect("/sign-in");
    }
}
