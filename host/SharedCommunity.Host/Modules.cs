using System.Reflection;
using SharedCommunity.Channels;
using SharedCommunity.Communities;
using SharedCommunity.Kernel;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Membership;
using SharedCommunity.Moderation;
using SharedCommunity.Referrals;

namespace SharedCommunity.Host;

/// <summary>The modules, lowest floor first. This list is the whole wiring.</summary>
internal static class Modules
{
    public static IReadOnlyList<IModule> All { get; } =
    [
        new CommunitiesModule(),
        new ChannelsModule(),
        new MembershipModule(),
        new ReferralsModule(),
        new ModerationModule(),
    ];

    /// <summary>The modules' assemblies: their pages are found there.</summary>
    public static Assembly[] Assemblies => [.. All.Select(module => module.GetType().Assembly)];

    static Modules()
    {
        foreach (var module in All)
        {
            ModuleSql.Floors.Add(module.GetType().Assembly);
        }
    }
}
