using System.CommandLine;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Host.Accounts;
using SharedCommunity.Kernel.Http;

namespace SharedCommunity.Host.Commands;

/// <summary><c>api-key create</c>: a key that acts as one staff member, for who runs the machine.</summary>
internal static class ApiKeyCommand
{
    public static Command Make()
    {
        var email = new Option<string>("--email")
        {
            Description = "The e-mail address of the staff member whom the key acts as.",
            Required = true,
        };
        var agency = new Option<string>("--agency")
        {
            Description = "The slug of the agency whose staff they are.",
            Required = true,
        };
        var name = new Option<string>("--name")
        {
            Description = "What the key is for, as its owner will see it in their list.",
            DefaultValueFactory = _ => "Made on the command line",
        };
        var create = HostCommands.WithServices(
            "create",
            "Make an API key and print it. It is shown this once; its owner can revoke it.",
            [email, agency, name],
            async (parsed, services, stop) =>
            {
                var address = parsed.GetRequiredValue(email).Trim();
                var slug = parsed.GetRequiredValue(agency);
                var account =
                    await services.GetRequiredService<AccountDirectory>().Find(address)
                    ?? throw new CommandRefusedException($"Nobody has an account with the address {address}.");
                var found =
                    await services.GetRequiredService<CallerSource>().AgencyBySlug(slug, stop)
                    ?? throw new CommandRefusedException($"There is no agency '{slug}'.");
                var key = await services
                    .GetRequiredService<IAdministration>()
                    .CreateApiKey(account, found, parsed.GetRequiredValue(name), stop);
                Console.WriteLine(key);
            }
        );
        return new Command("api-key", "API keys.") { create };
    }
}
