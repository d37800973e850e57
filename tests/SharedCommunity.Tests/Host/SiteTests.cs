using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SharedCommunity.Host.Pages;
using SharedCommunity.Host.Reading;
using Xunit;

namespace SharedCommunity.Tests.Host;

/// <summary>Language, headers and pages in words, on a real Kestrel with nothing behind it.</summary>
public sealed class SiteTests : IAsyncLifetime
{
    private readonly WebApplication _site = Build();
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });

    public async ValueTask InitializeAsync()
    {
        await _site.StartAsync(TestContext.Current.CancellationToken);
        _client.BaseAddress = new Uri(_site.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _site.DisposeAsync();
    }

    [Theory]
    [InlineData("en", null, "en", "ltr")]
    [InlineData("ar-SY,ar;q=0.9,en;q=0.5", null, "ar", "rtl")]
    [InlineData("fr-CA", "ar", "ar", "rtl")]
    [InlineData("ti,fr;q=0.3", null, "fr", "ltr")]
    [InlineData("uk", null, "en", "ltr")]
    [InlineData("en;q=0,fr;q=0.1", "xx", "fr", "ltr")]
    public async Task A_page_is_in_the_readers_language(
        string wishes,
        string? cookie,
        string language,
        string direction
    )
    {
        var page = await Get("/nothing", wishes, cookie);
        Assert.Contains($"<html lang=\"{language}\" dir=\"{direction}\">", await Text(page), StringComparison.Ordinal);
        Assert.Equal(language, page.Content.Headers.ContentLanguage.Single());
    }

    [Fact]
    public async Task The_language_switch_is_remembered_and_left_behind()
    {
        var answer = await Get("/a/b?x=1&lang=ar", "en", null);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/a/b?x=1", answer.Headers.Location!.OriginalString);
        Assert.Contains("language=ar", answer.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_language_switch_leads_to_no_other_site()
    {
        var answer = await Get("//elsewhere.example/?lang=ar", "en", null);
        Assert.StartsWith("/elsewhere", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nothing", 404)]
    [InlineData("/breaks", 500)]
    [InlineData("/bare/403", 403)]
    [InlineData("/bare/429", 429)]
    public async Task A_bare_status_gets_a_page_in_words(string path, int status)
    {
        var answer = await Get(path, "fr", null);
        Assert.Equal(status, (int)answer.StatusCode);
        var html = await Text(answer);
        Assert.Single(html.Split("<h1").Skip(1));
        Assert.Matches("<title>.+</title>", html);
        Assert.DoesNotContain("Status_", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/hooks/nothing")]
    public async Task Programs_get_no_page(string path)
    {
        var answer = await Get(path, "en", null);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("<html", await Text(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_content_security_policy_stands_on_every_answer()
    {
        foreach (var path in new[] { "/nothing", "/breaks", "/bare/403", "/css/base.css" })
        {
            var policy = (await Get(path, "en", null)).Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains(
                "default-src 'self'; script-src 'self'; style-src 'self'",
                policy,
                StringComparison.Ordinal
            );
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_newcomers_page_is_light()
    {
        var html = await Text(await Get("/nothing", "ar", null));
        var css = await Text(await Get("/css/base.css", "ar", null));
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("console.css", html, StringComparison.Ordinal);
        Assert.InRange(Compressed(html + css), 1, 14 * 1024);
    }

    private static int Compressed(string text)
    {
        using var into = new MemoryStream();
        using (
            var gzip = new System.IO.Compression.GZipStream(into, System.IO.Compression.CompressionLevel.Fastest, true)
        )
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        return (int)into.Length;
    }

    private Task<HttpResponseMessage> Get(string path, string wishes, string? cookie)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Get,
            _client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path
        );
        request.Headers.TryAddWithoutValidation("Accept-Language", wishes);
        if (cookie is not null)
            request.Headers.Add("Cookie", $"language={cookie}");
        return _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static Task<string> Text(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                ContentRootPath = Path.Combine(Architecture.Repository.Root, "host", "SharedCommunity.Host"),
                ApplicationName = typeof(SharedCommunity.Host.Modules).Assembly.GetName().Name,
            }
        );
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddConsolePages();
        var site = builder.Build();
        site.UseSecurityHeaders(site.Environment.WebRootFileProvider);
        site.UseReaderLanguage();
        site.UseStatusPages();
        site.UseStaticFiles();
        site.UseRouting();
        site.MapGet("/breaks", IResult () => throw new InvalidOperationException("planted"));
        site.MapGet("/bare/{status:int}", (int status) => Results.StatusCode(status));
        return site;
    }
}
