using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>
/// A host of a test class, with a Telegram on loopback behind it, and one community that three agencies share. A fourth
/// agency has no part in it.
/// </summary>
public sealed class Site : RunningHost, IAsyncLifetime
{
    private readonly LogOfTests log = new();

    /// <summary>The Lead.</summary>
    public AgencyInField A { get; private set; } = null!;

    /// <summary>A co-host.</summary>
    public AgencyInField B { get; private set; } = null!;

    /// <summary>Another co-host.</summary>
    public AgencyInField C { get; private set; } = null!;

    /// <summary>The community.</summary>
    public CommunityInField Community { get; private set; } = null!;

    /// <summary>Administers agency A and the community.</summary>
    public StaffInField Amal { get; private set; } = null!;

    /// <summary>A moderator of agency A.</summary>
    public StaffInField Rania { get; private set; } = null!;

    /// <summary>A moderator of agency B.</summary>
    public StaffInField Marc { get; private set; } = null!;

    /// <summary>A moderator of agency C.</summary>
    public StaffInField Aline { get; private set; } = null!;

    /// <summary>Of agency B: reads, changes nothing.</summary>
    public StaffInField Vera { get; private set; } = null!;

    /// <summary>A moderator of an agency with no part in the community.</summary>
    public StaffInField Otto { get; private set; } = null!;

    /// <summary>What the host wrote to its log.</summary>
    public IReadOnlyCollection<string> Log => log.Lines;

    /// <inheritdoc />
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        A = await Field.Agency("Harbour Welcome Centre");
        B = await Field.Agency("North Side Library");
        C = await Field.Agency("Maison des familles");
        Community = await Field.Community(A, [B, C], name: "First Steps in the City");
        Amal = await Field.Staff(
            A,
            "Amal Haddad",
            Role.AgencyAdministrator,
            Role.CommunityAdministrator,
            Role.Moderator
        );
        Rania = await Field.Staff(A, "Rania Saleh", Role.Moderator);
        Marc = await Field.Staff(B, "Marc Tremblay", Role.Moderator);
        Aline = await Field.Staff(C, "Aline Uwase", Role.Moderator);
        Vera = await Field.Staff(B, "Vera Lind", Role.Viewer);
        Otto = await Field.Staff(await Field.Agency("Elsewhere Services"), "Otto Berg", Role.Moderator);
    }

    /// <inheritdoc />
    protected override void Arrange(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(log);
    }
}
