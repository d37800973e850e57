using System.Globalization;
using System.Resources;
using SharedCommunity.Kernel;
using SharedCommunity.Kernel.Pages;

namespace SharedCommunity.Host.Pages;

/// <summary>One place that the console's navigation leads to.</summary>
/// <param name="Label">In the reader's language.</param>
/// <param name="Address">Where it leads.</param>
internal sealed record Place(string Label, string Address);

/// <summary>The places of all modules that a person may go to, in the modules' order.</summary>
internal sealed class Navigation(IEnumerable<IModule> modules)
{
    private readonly (NavigationEntry Entry, ResourceManager Texts)[] _entries =
    [
        .. modules
            .SelectMany(module => module.Navigation.Select(entry => (entry, new ResourceManager(module.Texts))))
            .OrderBy(one => one.entry.Order),
    ];

    public IReadOnlyList<Place> For(FrameState state) =>
        state.Community is not { } community
            ? []
            :
            [
                .. _entries
                    .Where(one => state.Rights.Allow(one.Entry.Needs, community.Id))
                    .Select(one => new Place(
                        one.Texts.GetString(one.Entry.TextKey, CultureInfo.CurrentUICulture) ?? one.Entry.TextKey,
                        $"/{state.Agency}/{community.Slug}/{one.Entry.Path}"
                    )),
            ];
}
