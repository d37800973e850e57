using System.Diagnostics;
using System.Text.Json.Nodes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using SharedCommunity.Tests.Architecture;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>An agency with software of its own, in another language, that knows the contract and nothing else.</summary>
[Collection(nameof(BrokeredHost))]
public sealed class InteropTests(BrokeredHost house)
{
    [Fact]
    public async Task Software_written_from_the_contract_alone_takes_a_referral_on_and_completes_it()
    {
        var client = Path.Combine(Repository.Root, "tests/interop/agency.mjs");
        Assert.True(
            Directory.Exists(Path.Combine(Path.GetDirectoryName(client)!, "node_modules", "amqplib")),
            "tests/interop has not what it takes from npm: run 'npm ci' there, or build/test where a registry is in reach."
        );
        var lead = await house.Field.Agency("Harbour");
        var partner = await house.AgencyWithUser("Partner");
        await house.Grant(partner);
        var community = await house.Field.Community(lead);
        await house.Field.CoHosts(community, partner, "ReferralPartner");
        var moderator = await house.Field.Staff(lead, Role.Moderator);
        var group = await house.TelegramGroup(community, lead);
        await house.TelegramSays(group, RunningHost.Newcomer("Salma"), "Who can help me find a flat?");
        var inquiry = await house.InquiryOf(community, moderator, "find a flat");
        using var sender = house.As(moderator);
        var referred = await sender.Post(
            $"/api/v1/inquiries/{inquiry["id"]}/refer",
            new JsonObject
            {
                ["agency"] = partner.Slug,
                ["service"] = "Housing help",
                ["share"] = new JsonArray("name", "inquiry"),
                ["consent"] = new JsonObject { ["given"] = "message", ["text"] = "Yes." },
            }
        );

        var (code, output, errors) = await RunClient(client, partner);
        Assert.True(code == 0, $"The client ended with {code}: {errors}");
        Assert.Contains((string)referred["id"]!, output, StringComparison.Ordinal);

        var closed = await sender.Get($"/api/v1/referrals/{referred["id"]}");
        Assert.Equal("completed", (string)closed["state"]!);
        Assert.Equal("helped", (string)closed["outcome"]!);
        Assert.Equal("Noor (intake)", (string)closed["worker"]!);
        Assert.Equal(
            ["ReferralSent", "Acknowledgement", "ReferralAccepted", "ReferralCompleted"],
            closed["timeline"]!.AsArray().Select(step => (string)step!["what"]!)
        );
        using var browser = await house.SignInAs(moderator);
        var page = await browser.Open($"/{lead.Slug}/referrals/{referred["id"]}");
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Found a place: Housing help.", html, StringComparison.Ordinal);
        // The partner's side lives in its software alone.
        Assert.Empty(
            await house.Database.Read(
                "select id from referrals.referrals where agency_id = $1",
                row => row.GetGuid(0),
                partner.Id
            )
        );
    }

    private async Task<(int Code, string Output, string Errors)> RunClient(string client, AgencyInField agency)
    {
        var start = new ProcessStartInfo(
            "node",
            [client, Path.Combine(Repository.Root, "etc/asyncapi.yaml"), agency.Slug, $"127.0.0.1:{house.Broker.Port}"]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AMQP_USER"] = BrokeredHost.UserOf(agency);
        start.Environment["AMQP_PASSWORD"] = house.AgencyPassword;
        Process node;
        try
        {
            node = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException("This test needs Node; build/test installs it.", missing);
        }
        using (node)
        {
            var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
            // It gives up by itself after a minute.
            await node.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (node.ExitCode, await output, await errors);
        }
    }
}
