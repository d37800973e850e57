using System.Globalization;
using System.Text.RegularExpressions;
using SharedCommunity.Host.Reading;
using SharedCommunity.Tests.Architecture;
using Xunit;

namespace SharedCommunity.Tests.Host;

/// <summary>Colours pass contrast in both themes; Turbo's own style is admitted by the right hash.</summary>
public sealed partial class StyleTests
{
    public static TheoryData<string, string, bool> Pairs
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (var dark in new[] { false, true })
            {
                foreach (var back in new[] { "paper", "raised", "accent-tint", "private-tint" })
                foreach (var front in new[] { "ink", "quiet" })
                    data.Add(front, back, dark);
                foreach (var state in new[] { "soon", "overdue", "done", "private" })
                    data.Add(state, state + "-tint", dark);
                data.Add("accent", "paper", dark);
                data.Add("accent", "raised", dark);
                data.Add("on-accent", "accent", dark);
                for (var chip = 1; chip <= SharedCommunity.Kernel.Pages.Colours.Count; chip++)
                    data.Add("on-chip", $"chip-{chip}", dark);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Text_stands_out_from_its_ground(string front, string back, bool dark) =>
        Assert.InRange(Contrast(Token(front, dark), Token(back, dark)), 4.5, 21);

    [Fact]
    public void Contrast_is_computed_as_the_guidelines_say()
    {
        Assert.Equal(21, Contrast("#000000", "#ffffff"), 2);
        Assert.Equal(4.48, Contrast("#777777", "#ffffff"), 2);
    }

    [Fact]
    public void The_style_of_the_progress_bar_is_worked_out_as_the_library_does()
    {
        const string library = """
            class Bar {
              static animationDuration = 300 /*ms*/
              static get defaultCSS() {
                return unindent`
                  .turbo-progress-bar {
                    transition:
                      width ${Bar.animationDuration}ms ease-out,
                      opacity ${Bar.animationDuration / 2}ms;
                  }
                `
              }
            }
            """;
        Assert.Equal(
            ".turbo-progress-bar {\n  transition:\n    width 300ms ease-out,\n    opacity 150ms;\n}\n",
            TurboStyle.Text(library)
        );
        Assert.Null(TurboStyle.Text("nothing of the kind"));
    }

    [Fact]
    public void The_library_that_is_there_has_a_hash()
    {
        var file = new FileInfo(
            Path.Combine(Repository.Root, "host", "SharedCommunity.Host", "wwwroot", "lib", "turbo.js")
        );
        if (!file.Exists)
            Assert.Skip("build/assets has not been run");
        var text = TurboStyle.Text(File.ReadAllText(file.FullName));
        // The hash that a browser asked for with version 8.0.23: another version has to be looked at in a browser.
        Assert.Equal("sha256-WAyOw4V+FqDc35lQPyRADLBWbuNK8ahvYEaQIYF1+Ps=", TurboStyle.Hash(text!));
    }

    private static readonly string[] Sheets =
    [
        .. new[] { "base.css", "console.css" }.Select(name =>
            File.ReadAllText(Path.Combine(Repository.Root, "host", "SharedCommunity.Host", "wwwroot", "css", name))
        ),
    ];

    private static string Token(string name, bool dark) =>
        Sheets
            .Select(sheet => Definition().Matches(sheet).Where(match => match.Groups[1].Value == name).ToArray())
            .Single(found => found.Length > 0)[dark ? 1 : 0]
            .Groups[2]
            .Value;

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        var parts = Enumerable
            .Range(0, 3)
            .Select(i =>
                int.Parse(colour.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0
            )
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))
            .ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    [GeneratedRegex(@"--([\w-]+): (#[0-9a-f]{6});")]
    private static partial Regex Definition();
}
