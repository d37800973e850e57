using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Telegram;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;
using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace SharedCommunity.Channels.Media;

/// <summary>
/// Shows a member's file on demand: after the caller's scope has read its message, fetched from the platform, sniffed,
/// never kept. Images, audio and video in place, all else to be saved.
/// </summary>
internal sealed class MediaDoor(
    FindMedia findMedia,
    UseCaseRunner runner,
    CallerSource callers,
    Problems problems,
    ConnectionVault vault,
    TelegramApi api
)
{
    private const int Largest = 20 * 1024 * 1024;

    /// <summary>Maps the address, for the console and for programs.</summary>
    public static void Map(ModuleEndpoints endpoints)
    {
        endpoints
            .Console.MapGet("/{agency}/{community}/media/{messageId:guid}/{number:int?}", (RequestDelegate)Serve)
            .ExcludeFromDescription();
        endpoints
            .Api.MapGet("messages/{messageId:guid}/media/{number:int?}", (RequestDelegate)Serve)
            .WithSummary("The content of a message's file.")
            .WithTags("messages");
    }

    private static Task Serve(HttpContext context) =>
        context.RequestServices.GetRequiredService<MediaDoor>().Answer(context);

    private async Task Answer(HttpContext context)
    {
        var outcome = await Find(context);
        if (!outcome.IsDone)
        {
            await problems.Json(outcome.Refusal).ExecuteAsync(context);
            return;
        }
        var ct = context.RequestAborted;
        if (
            await vault.Open(outcome.Value.Connection, ct) is not { } open
            || await Path(open, outcome.Value.File.FileId, ct) is not { } path
        )
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            return;
        }
        using var content = await api.Files()
            .GetAsync(api.FileAddress(open.Token, path), HttpCompletionOption.ResponseHeadersRead, ct);
        if (!content.IsSuccessStatusCode || content.Content.Headers.ContentLength > Largest)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            return;
        }
        await Write(context, outcome.Value, await content.Content.ReadAsStreamAsync(ct), ct);
    }

    private async Task<Outcome<FindMedia.Found>> Find(HttpContext context)
    {
        var caller = await callers.Of(context, findMedia.Needs.Reach);
        if (!caller.IsDone)
            return caller.Refusal;
        _ = MessageId.TryParse(context.GetRouteValue("messageId") as string, out var message);
        _ = int.TryParse(context.GetRouteValue("number") as string, out var number);
        return await runner.Run(
            findMedia,
            new FindMedia.Request(message, number),
            caller.Value,
            ct: context.RequestAborted
        );
    }

    private async Task<string?> Path(OpenedConnection open, string fileId, CancellationToken ct)
    {
        try
        {
            return (await api.Client(open.Token).GetFile(fileId, ct)).FilePath;
        }
        // Gone at the platform, too large for bots, or the platform is away: there is nothing to show.
        catch (Exception e) when (e is RequestException or HttpRequestException or ArgumentException)
        {
            return null;
        }
    }

    private static async Task Write(HttpContext context, FindMedia.Found found, Stream body, CancellationToken ct)
    {
        var start = new byte[Sniffed.Needs];
        var read = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, ct);
        var type = Sniffed.Showable(start.AsSpan(0, read));
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        context.Response.ContentType = type ?? "application/octet-stream";
        var disposition = new ContentDispositionHeaderValue(type is null ? "attachment" : "inline");
        if (found.File.FileName is { } name)
            disposition.SetHttpFileName(name);
        headers.ContentDisposition = disposition.ToString();
        await context.Response.Body.WriteAsync(start.AsMemory(0, read), ct);
        await body.CopyToAsync(context.Response.Body, ct);
    }
}
