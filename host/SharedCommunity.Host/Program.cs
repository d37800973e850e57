using Npgsql;
using SharedCommunity.Host.Serving;

var builder = WebApplication.CreateBuilder(args);
if (args is ["migrate", ..])
{
    string Of(string name) => builder.Configuration.GetConnectionString(name)!;
    string RoleOf(string name) => new NpgsqlConnectionStringBuilder(Of(name)).Username!;
    await DatabaseMigrator.Migrate(Of("Owner"), RoleOf("SharedCommunity"), RoleOf("Accounts"), default);
    return;
}

await using var app = HostApplication.Build(builder);
await app.RunAsync();
