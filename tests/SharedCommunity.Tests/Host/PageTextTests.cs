using SharedCommunity.Tests.Architecture;
using Xunit;

namespace SharedCommunity.Tests.Host;

/// <summary>No page holds words of its own: a person who reads Arabic would meet them in English.</summary>
public sealed class PageTextTests(ITestOutputHelper output)
{
    [Fact]
    public void No_page_holds_words_of_its_own()
    {
        var pages = Repository.Files("modules", ".razor").Concat(Repository.Files("host", ".razor")).ToArray();
        output.WriteLine($"{pages.Length} pages and parts read");
        Assert.NotEmpty(pages);
        Assert.Empty(
            from page in pages
            from words in PageTextScanner.WordsIn(page.Text)
            select $"{page.Path}: {words}"
        );
    }

    [Theory]
    [InlineData("<h1>Shared queue</h1>", "Shared queue")]
    [InlineData("<p>@Texts[\"Open\"] open</p>", "open")]
    [InlineData("<button title=\"Claim it\">@Texts[\"Claim\"]</button>", "Claim it")]
    [InlineData("@if (open)\n{\n    <p>nobody is on it</p>\n}", "nobody is on it")]
    [InlineData("@if (open)\n{\n    <p>@x</p>\n}\nelse\n{\n    <p>closed</p>\n}", "closed")]
    [InlineData(
        "@foreach (var row in rows)\n{\n    <li>@if (row.Late)\n    {\n        <b>late</b>\n    }</li>\n}",
        "late"
    )]
    [InlineData("<p>\n    العدد @Count\n</p>", "العدد")]
    public void Planted_words_are_found(string razor, string words) =>
        Assert.Equal([words], PageTextScanner.WordsIn(razor));

    [Theory]
    [InlineData("@page \"/sign-in\"\n@* a comment *@\n<p class=\"quiet big\">@Texts[\"Open\", Count(1, \"a b\")]</p>")]
    [InlineData("<bdi>@row.Name</bdi> · @row?.Member!.Name (@Reader.Number(3))")]
    [InlineData("@code {\n    private string Kind => \"some words in code\";\n}")]
    [InlineData("<a href=\"/@Agency/x\" aria-label=\"@Texts[\"Open\"]\">@(open ? Texts[\"A\"] : Texts[\"B\"])</a>")]
    [InlineData("@if (rows.Count < 3 && x > 2)\n{\n    var many = rows.Where(r => r.Open);\n    <p>@many</p>\n}")]
    public void Expressions_and_code_are_not_words(string razor) => Assert.Empty(PageTextScanner.WordsIn(razor));
}
