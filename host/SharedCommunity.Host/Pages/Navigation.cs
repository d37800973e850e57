using System.Globalization;
using System.Resources;
using Microsoft.Extensions.Localization;
using SharedCommunity.Host.Texts;
using SharedCommunity.Kernel;
using SharedCommunity.Kernel.Pages;

namespace SharedCommunity.Host.Pages;

/// <summary>One place that the console's navigation leads to.</summary>
/// <param name="Label">In the reader's language.</param>
/// <param name="Address">Where it leads.</param>
/// <param name="Root">The address below which a page belongs to it.</param>
public sealed record Place(string Label, string Address, string Root);

/// <summary>The places of all modules that a person may go to, in the modules' order.</summary>
internal sealed class Navigation(IEnumerable<IModule> modules, IStringLocalizer<HostTexts> own)
{
    private readonly (NavigationEntry Entry, ResourceManager Texts)[] _entries =
    [
        .. modules
            .SelectMany(module => module.Navigation.Select(entry => (entry, new ResourceManager(module.Texts))))
            .OrderBy(one => one.entry.Order),
    ];

    /// <summary>What stands beside every page: the community's places, or the agency's where the page is of none.</summary>
    public IReadOnlyList<Place> For(FrameState state)
    {
        if (state.Community is null)
        {
            var places = In(NavigationPlace.Agency, state);
            return places.Count == 0 ? [] : [new(own["Place_Communities"], $"/{state.Agency}", ""), .. places];
        }

        var settings = Settings(state);
        return settings.Count == 0
            ? In(NavigationPlace.Community, state)
            :
            [
                .. In(NavigationPlace.Community, state),
                new(own["Place_Settings"], settings[0].Address, RootOf(NavigationPlace.Settings, state)),
            ];
    }

    /// <summary>What the person may set in the community; shown on those pages.</summary>
    public IReadOnlyList<Place> Settings(FrameState state) =>
        state.Community is null ? [] : In(NavigationPlace.Settings, state);

    /// <summary>The address that the places of a list stand below.</summary>
    public static string RootOf(NavigationPlace place, FrameState state) =>
        place switch
        {
            NavigationPlace.Agency => $"/{state.Agency}",
            NavigationPlace.Settings => $"/{state.Agency}/{state.Community?.Slug}/settings",
            _ => $"/{state.Agency}/{state.Community?.Slug}",
        };

    private IReadOnlyList<Place> In(NavigationPlace list, FrameState state) =>
        [
            .. _entries
                .Where(one => one.Entry.Place == list && state.Rights.Allow(one.Entry.Needs, state.Community?.Id))
                .Select(one => (one.Entry, one.Texts, Address: $"{RootOf(list, state)}/{one.Entry.Path}"))
                .Select(one => new Place(
                    one.Texts.GetString(one.Entry.TextKey, CultureInfo.CurrentUICulture) ?? one.Entry.TextKey,
                    one.Address,
                    one.Address
                )),
        ];
}
