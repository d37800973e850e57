using System.Text.Json;

namespace SharedCommunity.Bench.Load;

/// <summary>The generator as a process of its own, so that its garbage and its threads are not those of what it measures.</summary>
internal static class LoadProcess
{
    public const string Command = "load";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Runs a plan in a child process.</summary>
    public static async Task<LoadResult> Run(LoadPlan plan)
    {
        using var child = OwnProcess.Start(Command);
        await child.StandardInput.WriteAsync(JsonSerializer.Serialize(plan, Json));
        child.StandardInput.Close();
        var answer = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return child.ExitCode == 0
            ? JsonSerializer.Deserialize<LoadResult>(answer, Json)!
            : throw new InvalidOperationException($"The load generator ended with {child.ExitCode}.");
    }

    /// <summary>What the child process does.</summary>
    public static async Task<int> Serve()
    {
        var plan = JsonSerializer.Deserialize<LoadPlan>(await Console.In.ReadToEndAsync(), Json)!;
        using var generator = new Generator(plan, TimeProvider.System);
        Console.WriteLine(JsonSerializer.Serialize(generator.Run(), Json));
        return 0;
    }
}
