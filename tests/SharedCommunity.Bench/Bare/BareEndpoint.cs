using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace SharedCommunity.Bench.Bare;

/// <summary>
/// <b>b</b>: what a webhook costs when nothing is done for it but the least. The same Kestrel, pool, JSON and row width
/// as the inbound journal, one prepared INSERT and one commit per request. All intake rows are divided by it.
/// </summary>
internal static class BareEndpoint
{
    public const string Command = "bare";

    /// <summary>Serves on a free loopback port, says which on standard output, and ends when standard input closes.</summary>
    public static async Task<int> Serve(string connectionString)
    {
        await using var data = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString) { MinPoolSize = 32, MaxPoolSize = 32 }
        );
        await using (var create = data.CreateCommand(Schema))
            await create.ExecuteNonQueryAsync();

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapPost(
            "/hooks/{platform}/{connection:guid}",
            (HttpContext http, Guid connection) => Append(http, connection, data)
        );
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }

    private const string Schema = """
        create schema if not exists bare;
        drop table if exists bare.events;
        create table bare.events (
            id uuid primary key,
            connection_id uuid not null,
            external_id text not null,
            received_at timestamptz not null default now(),
            body bytea not null,
            unique (connection_id, external_id));
        """;

    private const string Insert = """
        insert into bare.events (id, connection_id, external_id, body) values ($1, $2, $3, $4)
        on conflict (connection_id, external_id) do nothing
        """;

    private static async Task Append(HttpContext http, Guid connection, NpgsqlDataSource data)
    {
        var reader = http.Request.BodyReader;
        var read = await reader.ReadAsync();
        while (!read.IsCompleted)
        {
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await reader.ReadAsync();
        }
        var body = read.Buffer.ToArray();
        reader.AdvanceTo(read.Buffer.End);
        string number;
        using (var json = JsonDocument.Parse(body))
            number = json.RootElement.GetProperty("update_id").GetRawText();

        await using var open = await data.OpenConnectionAsync();
        await using var insert = new NpgsqlCommand(Insert, open)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7() },
                new NpgsqlParameter<Guid> { TypedValue = connection },
                new NpgsqlParameter<string> { TypedValue = number },
                new NpgsqlParameter<byte[]> { TypedValue = body, NpgsqlDbType = NpgsqlDbType.Bytea },
            },
        };
        await insert.PrepareAsync();
        await insert.ExecuteNonQueryAsync();
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentLength = 0;
    }
}
