using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Net.Http.Headers;
using SharedCommunity.Host.Accounts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Host.Reading;

/// <summary>A language that everything is written in.</summary>
/// <param name="Code">Two letters.</param>
/// <param name="OwnName">What it calls itself.</param>
/// <param name="Region">How numbers and dates are written where the reader's browser does not say.</param>
internal sealed record ReaderLanguage(string Code, string OwnName, string Region);

/// <summary>
/// Chooses the language of a page: what the person chose (a cookie), else what their browser asks for. The region comes
/// from the browser too, so that an Egyptian and a Moroccan each read the digits that they know.
/// </summary>
internal static class ReaderLanguages
{
    public const string QueryKey = "lang";
    private const string Cookie = "language";

    public static IReadOnlyList<ReaderLanguage> All { get; } =
    [new("en", "English", "en-CA"), new("fr", "Français", "fr-CA"), new("ar", "العربية", "ar")];

    private static readonly FrozenDictionary<string, CultureInfo> Regions = CultureInfo
        .GetCultures(CultureTypes.SpecificCultures)
        .Where(culture => All.Any(language => language.Code == culture.TwoLetterISOLanguageName))
        .Append(CultureInfo.GetCultureInfo("ar"))
        .ToFrozenDictionary(culture => culture.Name, Gregorian, StringComparer.OrdinalIgnoreCase);

    /// <summary>Sets the language of the request; a link of the language switch is remembered and left behind.</summary>
    public static IApplicationBuilder UseReaderLanguage(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                var request = context.Request;
                if (HttpMethods.IsGet(request.Method) && Known(request.Query[QueryKey]) is { } chosen)
                {
                    // A link changes nothing but this browser: the account's own language is chosen on its page.
                    Remember(context, chosen);
                    LeaveLinkBehind(context);
                    return;
                }

                var (ui, region) = Choose(request.Cookies[Cookie], request.GetTypedHeaders().AcceptLanguage);
                CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(ui.Code);
                CultureInfo.CurrentCulture = region;
                context.Response.Headers.ContentLanguage = ui.Code;
                context.Response.Headers.Append(HeaderNames.Vary, "Accept-Language, Cookie");
                await next(context);
            }
        );

    /// <summary>A signed-in person chooses for good: this browser remembers it, and so does their account.</summary>
    public static async Task Choose(HttpContext context, ReaderLanguage language)
    {
        Remember(context, language);
        if (CallerSource.AccountOf(context.User) is { } account)
        {
            await Directory(context).SetLanguage(account, language.Code);
        }
    }

    /// <summary>At sign-in the account's language wins; an account that has none takes the one that was chosen here.</summary>
    public static async Task Welcome(HttpContext context, Account account)
    {
        if (Known(account.Language) is { } remembered)
        {
            Remember(context, remembered);
        }
        else if (Known(context.Request.Cookies[Cookie]) is { } chosen)
        {
            await Directory(context).SetLanguage(AccountId.From(account.Id), chosen.Code);
        }
    }

    /// <summary>The language and the region for a choice and a browser's wishes.</summary>
    public static (ReaderLanguage Language, CultureInfo Region) Choose(
        string? chosen,
        IList<StringWithQualityHeaderValue> wishes
    )
    {
        var tags = wishes
            .Where(wish => wish.Quality is not 0)
            .OrderByDescending(wish => wish.Quality ?? 1)
            .Select(wish => wish.Value.ToString())
            .ToArray();
        var language = Known(chosen) ?? tags.Select(tag => Known(tag.Split('-')[0])).FirstOrDefault(l => l is not null);
        language ??= All[0];
        var region = tags.Where(tag => tag.Split('-')[0].Equals(language.Code, StringComparison.OrdinalIgnoreCase))
            .Select(tag => Regions.GetValueOrDefault(tag))
            .FirstOrDefault(culture => culture is not null);
        return (language, region ?? Regions[language.Region]);
    }

    /// <summary>The language with that code, if everything is written in it.</summary>
    public static ReaderLanguage? Known(string? code) =>
        All.FirstOrDefault(language => language.Code.Equals(code, StringComparison.OrdinalIgnoreCase));

    private static AccountDirectory Directory(HttpContext context) =>
        context.RequestServices.GetRequiredService<AccountDirectory>();

    private static void Remember(HttpContext context, ReaderLanguage language) =>
        context.Response.Cookies.Append(
            Cookie,
            language.Code,
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(365),
                SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
            }
        );

    /// <summary>The same page at an address without the choice in it.</summary>
    private static void LeaveLinkBehind(HttpContext context)
    {
        var request = context.Request;
        var rest = QueryString.Create(request.Query.Where(part => part.Key != QueryKey));
        // One slash only: two would lead to another site.
        context.Response.Headers.Location = "/" + request.Path.ToUriComponent().TrimStart('/') + rest;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
    }

    /// <summary>Agencies and newcomers plan by one calendar, whatever a culture's own first choice is.</summary>
    private static CultureInfo Gregorian(CultureInfo culture)
    {
        var ours = (CultureInfo)culture.Clone();
        ours.DateTimeFormat.Calendar =
            ours.OptionalCalendars.OfType<GregorianCalendar>().FirstOrDefault() ?? new GregorianCalendar();
        return CultureInfo.ReadOnly(ours);
    }
}
