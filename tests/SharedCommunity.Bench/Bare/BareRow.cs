using Npgsql;
using SharedCommunity.Bench.Load;

namespace SharedCommunity.Bench.Bare;

/// <summary>One run of the bare endpoint, to stand beside a run of what is compared with it.</summary>
internal static class BareRow
{
    public const int Concurrency = 32;

    public static async Task<LoadResult> Measure(string connectionString, double seconds, int concurrency = Concurrency)
    {
        using var server = OwnProcess.Start(BareEndpoint.Command, connectionString);
        var address = new Uri(
            await server.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException("The bare endpoint did not start.")
        );
        var shape = TelegramShapes.Group($"/hooks/telegram/{Guid.CreateVersion7()}", "unused", -1001, members: 10_000);
        var result = await LoadProcess.Run(
            new LoadPlan(address.Host, address.Port, concurrency, 2, seconds, null, Shape.TenDigits, [shape])
        );
        await EnsureStored(connectionString, result);
        server.StandardInput.Close();
        await server.WaitForExitAsync();
        return result;
    }

    private static async Task EnsureStored(string connectionString, LoadResult result)
    {
        await using var data = NpgsqlDataSource.Create(connectionString);
        await using var count = data.CreateCommand("select count(*) from bare.events");
        var stored = (long)(await count.ExecuteScalarAsync())!;
        if (stored != result.Accepted)
            throw new InvalidOperationException($"The bare endpoint accepted {result.Accepted} and stored {stored}.");
    }
}
