namespace SharedCommunity.Kernel.Http;

/// <summary>The JSON address of a use case, below <c>/api/v1/</c>.</summary>
/// <param name="method">GET, POST, PATCH, DELETE.</param>
/// <param name="path">The path; its parameters fill the request's fields of the same name.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ApiRouteAttribute(string method, string path) : Attribute
{
    /// <summary>The method.</summary>
    public string Method { get; } = method;

    /// <summary>The path below <c>/api/v1/</c>.</summary>
    public string Path { get; } = path;

    /// <summary>What it is for, in one sentence, for the API's description.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Whether success means that something was made (201).</summary>
    public bool Creates { get; init; }
}

/// <summary>The form address of a use case: cookie, antiforgery token, and the page again when refused.</summary>
/// <param name="path">The whole path, from <c>/{agency}/</c> on; its parameters fill the request's fields of the same name.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class FormRouteAttribute(string path) : Attribute
{
    /// <summary>The path.</summary>
    public string Path { get; } = path;
}
