using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using SharedCommunity.Host.Accounts;
using SharedCommunity.Host.Mail;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Host.SignIn;

/// <summary>Setting a new password by a one-time link. Opening the link changes nothing; sending the form uses it up.</summary>
internal static class PasswordReset
{
    private static readonly Refusal LinkRefused = new("link_refused", RefusalKind.Invalid);
    private static readonly Refusal TooWeak = new("password_weak", RefusalKind.Invalid);

    public static void MapPasswordReset(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/sign-in/reset", Reset).AsForm();
        endpoints.MapPost("/sign-in/forgotten", Forgotten).AsForm();
    }

    private static async Task<IResult> Forgotten(HttpContext context, AccountMails mails, ResetLimits limits)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false })
        {
            return FormDoor.PageAgain(context, SignInEndpoints.Lapsed, form);
        }

        // Too many from one address: the answer is the same, so that it tells nobody anything.
        if (limits.Allows(context.Connection.RemoteIpAddress))
        {
            await mails.ForgottenPassword(form["email"].ToString().Trim(), context.RequestAborted);
        }

        return Results.LocalRedirect("/sign-in/forgotten?sent=1");
    }

    private static async Task<IResult> Reset(HttpContext context, UserManager<Account> accounts, AccountMails mails)
    {
        var (form, lapsed) = await FormDoor.Read(context);
        if (lapsed)
        {
            return FormDoor.PageAgain(context, SignInEndpoints.Lapsed, form);
        }

        if (
            await accounts.FindByIdAsync(form["account"].ToString()) is not { } account
            || Token(form["token"].ToString()) is not { } token
        )
        {
            return FormDoor.PageAgain(context, LinkRefused, form);
        }

        // The link proves who it is: the new password does not wait for a lock-out to end.
        var result = await accounts.ResetPasswordAsync(account, token, form["password"].ToString());
        if (!result.Succeeded)
        {
            var linkIsBad = result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.InvalidToken));
            return FormDoor.PageAgain(context, linkIsBad ? LinkRefused : TooWeak, form);
        }

        await accounts.SetLockoutEndDateAsync(account, null);
        await mails.PasswordChanged(AccountId.From(account.Id), context.RequestAborted);
        return Results.LocalRedirect("/sign-in");
    }

    private static string? Token(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(text));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
