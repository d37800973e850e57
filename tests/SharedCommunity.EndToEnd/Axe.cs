using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace SharedCommunity.EndToEnd;

/// <summary>
/// The checks of axe, run in the page itself. What passed is neither gathered nor sent here, which the library's own way
/// does, at ten times the price.
/// </summary>
internal static class Axe
{
    private const string Run = """
        async () => (await axe.run(document, { resultTypes: ["violations"] })).violations.flatMap((rule) =>
          rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${rule.help}\n    ${node.html}\n    ${
            [...node.any, ...node.all, ...node.none][0]?.message}`))
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What violates a rule, each in words: the rule, the element, what is wrong with it.</summary>
    public static async Task<IReadOnlyList<string>> Violations(IPage page)
    {
        await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>(Run);
    }
}
