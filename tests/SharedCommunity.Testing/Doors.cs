using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace SharedCommunity.Testing;

/// <summary>The API's door.</summary>
public static class Doors
{
    /// <summary>Nobody in particular.</summary>
    public static HttpClient Stranger(Uri host) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = host };

    /// <summary>A staff member's program, with an API key.</summary>
    public static HttpClient As(Uri host, StaffInField staff)
    {
        var client = Stranger(host);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", staff.ApiKey);
        return client;
    }

    /// <summary>Gets JSON; anything but 200 is a failure that shows the answer.</summary>
    public static async Task<JsonNode> Get(this HttpClient client, string path) =>
        await Json(await client.GetAsync(new Uri(path, UriKind.Relative)));

    /// <summary>Posts JSON; anything but 2xx is a failure that shows the answer.</summary>
    public static async Task<JsonNode> Post(this HttpClient client, string path, JsonNode? body = null) =>
        await Json(await client.TryPost(path, body));

    /// <summary>Posts JSON and returns whatever came back.</summary>
    public static Task<HttpResponseMessage> TryPost(this HttpClient client, string path, JsonNode? body = null) =>
        client.PostAsync(
            new Uri(path, UriKind.Relative),
            new StringContent((body ?? new JsonObject()).ToJsonString(), null, "application/json")
        );

    /// <summary>Patches with JSON; anything but 2xx is a failure that shows the answer.</summary>
    public static async Task<JsonNode> Patch(this HttpClient client, string path, JsonNode body) =>
        await Json(
            await client.PatchAsync(
                new Uri(path, UriKind.Relative),
                new StringContent(body.ToJsonString(), null, "application/json")
            )
        );

    /// <summary>The stable code of a refusal.</summary>
    public static async Task<string?> Code(this HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        return body.StartsWith('{') ? (string?)JsonNode.Parse(body)!["code"] : null;
    }

    private static async Task<JsonNode> Json(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException(
                $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.PathAndQuery}: {(int)response.StatusCode} {body}"
            );
        return body.Length == 0 ? new JsonObject() : JsonNode.Parse(body)!;
    }
}
