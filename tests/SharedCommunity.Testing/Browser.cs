using System.Net;
using System.Text.RegularExpressions;

namespace SharedCommunity.Testing;

/// <summary>The pages' door as a browser without script uses it: cookies, forms, their hidden fields.</summary>
public sealed partial class Browser : IDisposable
{
    private readonly CookieContainer cookies = new();
    private readonly HttpClient client;

    private Browser(Uri host) =>
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies })
        {
            BaseAddress = host,
        };

    /// <summary>The cookies as the browser sends them.</summary>
    public string Cookie => cookies.GetCookieHeader(client.BaseAddress!);

    /// <summary>A browser in which nobody is signed in.</summary>
    public static Browser Of(Uri host) => new(host);

    /// <summary>Signs in through the page.</summary>
    public static async Task<Browser> SignIn(Uri host, StaffInField staff)
    {
        var browser = new Browser(host);
        var answer = await browser.Send(
            "/sign-in",
            "/sign-in",
            new() { ["email"] = staff.Email, ["password"] = staff.Password }
        );
        return answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther
            ? browser
            : throw new HttpRequestException(
                $"Sign-in: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"
            );
    }

    /// <summary>Opens a page.</summary>
    public Task<HttpResponseMessage> Open(string path) => client.GetAsync(new Uri(path, UriKind.Relative));

    /// <summary>Opens a page as a browser set to that language and region.</summary>
    public async Task<HttpResponseMessage> Open(string path, string acceptLanguage)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.AcceptLanguage.ParseAdd(acceptLanguage);
        return await client.SendAsync(request);
    }

    /// <summary>Opens a stream and leaves it open.</summary>
    public Task<Stream> Follow(string path) => client.GetStreamAsync(new Uri(path, UriKind.Relative));

    /// <summary>Opens a page, fills in the form that goes to an address, and sends it with all its hidden fields.</summary>
    public async Task<HttpResponseMessage> Send(string page, string action, Dictionary<string, string> fields)
    {
        var filled = await Fill(page, action, fields);
        return await client.PostAsync(new Uri(action, UriKind.Relative), new FormUrlEncodedContent(filled));
    }

    /// <summary>The same, with a file that was chosen.</summary>
    public async Task<HttpResponseMessage> Send(
        string page,
        string action,
        Dictionary<string, string> fields,
        (string Field, string Name, string Text) file
    )
    {
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in await Fill(page, action, fields))
            content.Add(new StringContent(value), name);
        content.Add(new StringContent(file.Text), file.Field, file.Name);
        return await client.PostAsync(new Uri(action, UriKind.Relative), content);
    }

    /// <summary>The same in another tab: the page is opened and filled in now, and sent when the result is called.</summary>
    public async Task<Func<Task<HttpResponseMessage>>> Prepare(
        string page,
        string action,
        Dictionary<string, string> fields
    )
    {
        var filled = await Fill(page, action, fields);
        return () => client.PostAsync(new Uri(action, UriKind.Relative), new FormUrlEncodedContent(filled));
    }

    private async Task<List<KeyValuePair<string, string>>> Fill(
        string page,
        string action,
        Dictionary<string, string> fields
    )
    {
        var opened = await Open(page);
        var html = await opened.Content.ReadAsStringAsync();
        var form = Form()
            .Matches(html)
            .FirstOrDefault(form =>
                Attribute(form.Groups[1].Value, "action") == action
                || form.Groups[2].Value.Contains($"formaction=\"{action}\"", StringComparison.Ordinal)
            );
        if (form is null)
            throw new InvalidOperationException(
                $"{page} ({(int)opened.StatusCode}) has no form that goes to {action}."
            );
        // A name may stand on several hidden fields; what is filled in takes the place of them all.
        var hidden = Input()
            .Matches(form.Groups[2].Value)
            .Select(input =>
                (
                    Name: Attribute(input.Value, "name"),
                    Value: Attribute(input.Value, "value"),
                    Type: Attribute(input.Value, "type")
                )
            )
            .Where(input => input is { Name: not null, Type: "hidden" } && !fields.ContainsKey(input.Name))
            .Select(input => KeyValuePair.Create(input.Name!, input.Value ?? ""));
        return [.. hidden, .. fields];
    }

    /// <inheritdoc />
    public void Dispose() => client.Dispose();

    private static string? Attribute(string tag, string name)
    {
        var found = Regex.Match(tag, $"""\b{name}\s*=\s*"([^"]*)"|\b{name}\s*=\s*([^\s>"]+)""");
        return found.Success ? WebUtility.HtmlDecode(found.Groups[1].Value + found.Groups[2].Value) : null;
    }

    [GeneratedRegex("<form([^>]*)>(.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Input();
}
