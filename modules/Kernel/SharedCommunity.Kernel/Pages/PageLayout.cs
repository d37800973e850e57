using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace SharedCommunity.Kernel.Pages;

/// <summary>Which layout the host gives to pages. Registered by the host, which alone owns layout and theme.</summary>
/// <param name="Layout">What stands around a page of staff: a <see cref="LayoutComponentBase"/>.</param>
/// <param name="Public">What stands around a newcomer's page.</param>
public sealed record PageShell(Type Layout, Type Public);

/// <summary>
/// The layout that a module's page names (<c>@layout PageLayout</c>): the host's, whatever it is. So a page rendered
/// at its route and the same page returned by a form have one document around them, and no floor refers upwards.
/// </summary>
public sealed class PageLayout : LayoutComponentBase
{
    /// <summary>What the host registered.</summary>
    [Inject]
    public required PageShell Shell { get; set; }

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenComponent(0, Shell.Layout);
        builder.AddComponentParameter(1, nameof(Body), Body);
        builder.CloseComponent();
    }
}

/// <summary>The layout that a newcomer's page names: the host's, light and without script.</summary>
public sealed class PublicPageLayout : LayoutComponentBase
{
    /// <summary>What the host registered.</summary>
    [Inject]
    public required PageShell Shell { get; set; }

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenComponent(0, Shell.Public);
        builder.AddComponentParameter(1, nameof(Body), Body);
        builder.CloseComponent();
    }
}
