using System.CommandLine;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Host.Serving;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Host.Commands;

/// <summary><c>setup</c>: makes the first platform administrator, who signs in by a one-time link on the terminal.</summary>
internal static class SetupCommand
{
    public static Command Make()
    {
        var email = new Option<string>("--email")
        {
            Description = "The e-mail address of the first platform administrator.",
            Required = true,
        };
        return HostCommands.WithServices(
            "setup",
            "Make the first platform administrator and print a one-time link by which they set a password. "
                + "Run again with the same address, it prints a new link.",
            [email],
            async (parsed, services, stop) =>
            {
                var accounts = services.GetRequiredService<IAccounts>();
                var work = services.GetRequiredService<Work>();
                var account = await accounts.FindOrCreate(parsed.GetRequiredValue(email).Trim(), stop);
                var made = await work.Call(
                    "communities.first_platform_administrator",
                    [account.Value],
                    row => row.GetBoolean(0),
                    stop
                );
                if (made is not [true] && !await IsAdministrator(work, account.Value, stop))
                    throw new CommandRefusedException(
                        "This installation has a platform administrator already, with another e-mail address. Nothing was changed."
                    );
                var link = await accounts.IssueResetLink(account, stop);
                Console.WriteLine("Open this link within a day to set a password; it works once:");
                Console.WriteLine(services.GetRequiredService<HostSettings>().PublicUrl + link);
            }
        );
    }

    private static async Task<bool> IsAdministrator(Work work, Guid account, CancellationToken stop) =>
        await work.Call("communities.is_platform_administrator", [account], row => row.GetBoolean(0), stop) is [true];
}
