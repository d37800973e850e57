using System.Text;

namespace SharedCommunity.Tests.Host;

/// <summary>
/// Finds words that stand in a .razor file itself instead of in the resources: text between tags, and the attributes
/// that a person reads or hears.
/// </summary>
internal static class PageTextScanner
{
    private static readonly string[] Directives =
    [
        "page",
        "using",
        "inject",
        "inherits",
        "implements",
        "namespace",
        "layout",
        "attribute",
        "typeparam",
        "preservewhitespace",
        "rendermode",
    ];

    private static readonly string[] Read = ["title", "alt", "placeholder", "label", "aria-label", "value"];

    public static IReadOnlyList<string> WordsIn(string razor)
    {
        var words = new List<string>();
        var text = new StringBuilder();
        var at = 0;
        while (at < razor.Length)
        {
            if (razor[at] == '@')
                at = Expression(razor, at, text, words);
            else if (
                razor[at] == '<'
                && at + 1 < razor.Length
                && (char.IsLetter(razor[at + 1]) || razor[at + 1] is '/' or '!')
            )
            {
                Keep(text, words);
                at = Tag(razor, at, words);
            }
            else
                text.Append(razor[at++]);
        }

        Keep(text, words);
        return words;
    }

    /// <summary>Steps over what begins with an at sign; a block of code is scanned for the markup in it.</summary>
    private static int Expression(string razor, int at, StringBuilder text, List<string> words)
    {
        var rest = razor.AsSpan(at + 1);
        if (rest.StartsWith("*"))
            return razor.IndexOf("*@", at + 2, StringComparison.Ordinal) + 2;
        if (rest.StartsWith("@"))
        {
            text.Append('@');
            return at + 2;
        }

        var word = Word(rest);
        if (Directives.Contains(word))
            return LineEnd(razor, at);
        if (word is "code" || rest.StartsWith("{"))
            return Close(razor, razor.IndexOf('{', at));
        if (word is "if" or "foreach" or "for" or "switch" or "while" or "else" or "try" or "using" or "lock")
            return Block(razor, at + 1 + word.Length, words);
        if (rest.StartsWith("("))
            return Close(razor, at + 1);

        var end = at + 1;
        while (end < razor.Length)
        {
            if (char.IsLetterOrDigit(razor[end]) || razor[end] == '_')
                end++;
            else if (razor[end] is '(' or '[')
                end = Close(razor, end);
            else if (razor[end] is '.' or '?' or '!' && end + 1 < razor.Length && Joins(razor, end))
                end++;
            else
                break;
        }

        return end;
    }

    private static bool Joins(string razor, int at) =>
        char.IsLetter(razor[at + 1]) || (razor[at] != '.' && razor[at + 1] is '.' or '[');

    /// <summary>Scans the markup inside a control block and in the blocks that follow it (else, cases).</summary>
    private static int Block(string razor, int at, List<string> words)
    {
        while (true)
        {
            var open = razor.IndexOf('{', at);
            var head = razor.IndexOf('(', at);
            if (head >= 0 && head < open)
                open = razor.IndexOf('{', Close(razor, head));
            var close = Close(razor, open);
            Statements(razor[(open + 1)..(close - 1)], words);
            var next = razor.AsSpan(close).TrimStart();
            if (!next.StartsWith("else") && !next.StartsWith("catch") && !next.StartsWith("finally"))
                return close;
            at = razor.Length - next.Length + 4;
        }
    }

    /// <summary>Code with markup among it: only what stands between tags, and nested blocks, are read.</summary>
    private static void Statements(string code, List<string> words)
    {
        var at = 0;
        while (at < code.Length)
        {
            var open = code.IndexOf('<', at);
            while (open >= 0 && (open + 1 >= code.Length || !char.IsLetter(code[open + 1]) || !AtLineStart(code, open)))
                open = code.IndexOf('<', open + 1);
            if (open < 0)
                return;
            var end = Element(code, open);
            words.AddRange(WordsIn(code[open..end]));
            at = end;
        }
    }

    private static bool AtLineStart(string code, int at)
    {
        var before = code[..at].TrimEnd(' ', '\t');
        return before.Length == 0 || before[^1] is '\n' or '{' or '}' or '>' or ':' or ';';
    }

    private static int Element(string code, int at)
    {
        // To the end of the line block that this element begins: markup in code ends where its line of tags ends.
        var depth = 0;
        while (at < code.Length)
        {
            if (code[at] == '@' && code.AsSpan(at).StartsWith("@*"))
                at = code.IndexOf("*@", at, StringComparison.Ordinal) + 2;
            else if (code[at] == '@')
                at = Expression(code, at, new StringBuilder(), []);
            else if (code[at] == '<' && at + 1 < code.Length && (char.IsLetter(code[at + 1]) || code[at + 1] == '/'))
            {
                var closing = code[at + 1] == '/';
                var name = Word(code.AsSpan(at + (closing ? 2 : 1)));
                var end = Tag(code, at, []);
                var alone = code[end - 2] == '/' || name is "input" or "br" or "hr" or "img" or "meta" or "link";
                depth +=
                    closing ? -1
                    : alone ? 0
                    : 1;
                at = end;
                if (depth == 0)
                    return at;
            }
            else
                at++;
        }

        return code.Length;
    }

    private static int Tag(string razor, int at, List<string> words)
    {
        var end = at + 1;
        while (end < razor.Length && razor[end] != '>')
        {
            if (razor[end] is not ('"' or '\''))
            {
                end = razor[end] == '@' && razor[end + 1] == '(' ? Close(razor, end + 1) : end + 1;
                continue;
            }

            var (quote, start) = (razor[end], end + 1);
            var name = razor[..(start - 1)].TrimEnd().TrimEnd('=').Split(' ', '\n', '\t')[^1];
            end = start;
            while (razor[end] != quote)
                end =
                    razor[end] == '@' && razor[end + 1] is '(' ? Close(razor, end + 1)
                    : razor[end] == '@' ? Expression(razor, end, new StringBuilder(), [])
                    : end + 1;
            var value = razor[start..end];
            if (Read.Contains(name) && !value.Contains('@') && value.Contains(' ') && value.Any(char.IsLetter))
                words.Add(value);
            end++;
        }

        return Math.Min(end + 1, razor.Length);
    }

    /// <summary>The place after the bracket that closes this one, strings skipped.</summary>
    private static int Close(string code, int open)
    {
        var depth = 0;
        for (var at = open; at < code.Length; at++)
        {
            if (code[at] == '"')
            {
                at++;
                while (at < code.Length && code[at] != '"')
                    at += code[at] == '\\' ? 2 : 1;
            }
            else if (code[at] is '(' or '[' or '{')
                depth++;
            else if (code[at] is ')' or ']' or '}' && --depth == 0)
                return at + 1;
        }

        return code.Length;
    }

    private static void Keep(StringBuilder text, List<string> words)
    {
        var found = text.ToString().Trim();
        if (found.Replace("&nbsp;", "", StringComparison.Ordinal).Any(char.IsLetter))
            words.Add(found);
        text.Clear();
    }

    private static string Word(ReadOnlySpan<char> code)
    {
        var end = 0;
        while (end < code.Length && char.IsLetterOrDigit(code[end]))
            end++;
        return code[..end].ToString();
    }

    private static int LineEnd(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end + 1;
    }
}
