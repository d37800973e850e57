using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Telegram;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Journal;

/// <summary>
/// Where platforms call: verify, journal, answer. The body is not understood here; it is kept as it came, and 200 is
/// said after the commit.
/// </summary>
internal sealed class HookDoor(Work work, JournalWriter journal, TimeProvider time)
{
    private const int LargestBody = 1024 * 1024;
    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";
    private static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, Known> _known = new();

    private sealed record Known(byte[] SecretHash, long At);

    /// <summary>Maps the address. It is open to anybody; the secret is the proof.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/hooks/telegram/{connectionId:guid}", (RequestDelegate)(context => Of(context).Telegram(context)))
            .AllowAnonymous()
            .ExcludeFromDescription()
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(LargestBody + 1024));

    private static HookDoor Of(HttpContext context) => context.RequestServices.GetRequiredService<HookDoor>();

    private async Task Telegram(HttpContext context)
    {
        context.Response.StatusCode = await Take(context);
        if (context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "2";
    }

    private async Task<int> Take(HttpContext context)
    {
        if (
            context.Request.RouteValues["connectionId"] is not string text
            || !Guid.TryParse(text, out var connection)
            || context.Request.Headers[SecretHeader] is not [{ Length: > 0 } secret]
        )
            return StatusCodes.Status401Unauthorized;
        try
        {
            if (!await Knows(connection, ConnectionVault.Hash(secret), context.RequestAborted))
                return StatusCodes.Status401Unauthorized;
        }
        catch (NpgsqlException)
        {
            return StatusCodes.Status503ServiceUnavailable;
        }
        if (await Body(context.Request, context.RequestAborted) is not { } body)
            return StatusCodes.Status400BadRequest;
        var scan = TelegramIntake.Scan(body);
        if (scan.Verdict != IntakeVerdict.Ok)
            return StatusCodes.Status400BadRequest;
        var entry = TelegramEntry.Of(ConnectionId.From(connection), scan, body);
        // Full means that the database is far behind: Telegram keeps the update and comes again.
        return journal.TryAppend(entry) && await entry.Written
            ? StatusCodes.Status200OK
            : StatusCodes.Status503ServiceUnavailable;
    }

    private async ValueTask<bool> Knows(Guid connection, byte[] hash, CancellationToken ct)
    {
        if (
            _known.TryGetValue(connection, out var known)
            && time.GetElapsedTime(known.At) < KnownFor
            && CryptographicOperations.FixedTimeEquals(known.SecretHash, hash)
        )
            return true;
        var found = await work.Call("channels.connection_for_hook", [connection, hash], row => row.GetGuid(0), ct);
        if (found.Count == 0)
            return false;
        _known[connection] = new Known(hash, time.GetTimestamp());
        return true;
    }

    /// <summary>The whole body, or null where it is too long or was broken off.</summary>
    private static async ValueTask<byte[]?> Body(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > LargestBody)
            return null;
        var reader = request.BodyReader;
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(ct);
                if (read.Buffer.Length > LargestBody)
                    return null;
                if (read.IsCompleted)
                {
                    var body = read.Buffer.ToArray();
                    reader.AdvanceTo(read.Buffer.End);
                    return body;
                }
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (BadHttpRequestException)
        {
            return null;
        }
    }
}

/// <summary>Makes journal entries of Telegram's updates.</summary>
internal static class TelegramEntry
{
    /// <summary>The lane is the chat; what has none happened to a person.</summary>
    public static JournalEntry Of(ConnectionId connection, TelegramIntake scan, byte[] body)
    {
        var account = scan.SenderId == 0 ? "" : scan.SenderId.ToString(CultureInfo.InvariantCulture);
        var lane = scan.ChatId == 0 ? "" : scan.ChatId.ToString(CultureInfo.InvariantCulture);
        return new JournalEntry(
            connection,
            scan.UpdateId.ToString(CultureInfo.InvariantCulture),
            scan.UpdateId,
            lane,
            account,
            body
        );
    }
}
