using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.FileProviders;

namespace SharedCommunity.Host.Reading;

/// <summary>
/// The hash of the style element that Turbo adds for its progress bar, worked out from the library as it lies in
/// <c>wwwroot/lib</c>: the same steps that the library takes, so that a new version needs no new constant.
/// </summary>
internal static partial class TurboStyle
{
    public static string? HashOf(IFileProvider webRoot)
    {
        var file = webRoot.GetFileInfo("lib/turbo.js");
        if (!file.Exists)
        {
            return null;
        }

        using var reader = new StreamReader(file.CreateReadStream(), Encoding.UTF8);
        return Text(reader.ReadToEnd()) is { } text ? Hash(text) : null;
    }

    public static string Hash(string text) =>
        "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The style's text; null where the library has none, or none that can be worked out.</summary>
    public static string? Text(string library)
    {
        if (Template().Match(library) is not { Success: true } template)
        {
            return null;
        }

        var duration = Duration().Match(library);
        if (!duration.Success)
        {
            return null;
        }

        var milliseconds = int.Parse(duration.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var filled = Hole()
            .Replace(
                // A minifier may write a line's end in a template as an escape.
                template.Groups[1].Value.Replace("\\n", "\n", StringComparison.Ordinal),
                hole =>
                    (hole.Groups[1].Success ? milliseconds / 2 : milliseconds).ToString(CultureInfo.InvariantCulture)
            );
        var lines = (filled.StartsWith('\n') ? filled[1..] : filled).Split('\n');
        var indent = lines[0].Length - lines[0].TrimStart().Length;
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : ""));
    }

    [GeneratedRegex(@"`([^`]*\.turbo-progress-bar\s*\{[^`]*)`")]
    private static partial Regex Template();

    [GeneratedRegex(@"animationDuration""?\s*[=,]\s*(\d+)")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\$\{[\w$]+\.animationDuration\s*(/\s*2\s*)?\}")]
    private static partial Regex Hole();
}
