using System.Diagnostics.CodeAnalysis;

namespace SharedCommunity.Kernel.UseCases;

/// <summary>What a refusal is, and so which HTTP status it becomes.</summary>
public enum RefusalKind
{
    /// <summary>400: the request cannot be understood.</summary>
    Malformed,

    /// <summary>401: nobody is signed in.</summary>
    Unauthenticated,

    /// <summary>403: the caller may see it but not do this.</summary>
    Forbidden,

    /// <summary>404: there is no such thing, or it is none of the caller's business. The two look alike.</summary>
    NotFound,

    /// <summary>409: somebody or something got there first.</summary>
    Conflict,

    /// <summary>422: understood, and against a rule.</summary>
    Invalid,
}

/// <summary>A named refusal. An exception means a bug; this means no.</summary>
/// <param name="Code">Stable, snake case; its words are the resource <c>Refusal_{Code}</c> of a module's texts.</param>
/// <param name="Kind">Which HTTP status it becomes.</param>
public sealed record Refusal(string Code, RefusalKind Kind)
{
    /// <summary>What the words' placeholders stand for.</summary>
    public IReadOnlyList<object> Arguments { get; init; } = [];

    /// <summary>Which field each problem belongs to (camelCase name to problem code), for a form to show it there.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>The same refusal with words filled in.</summary>
    public Refusal With(params object[] arguments) => this with { Arguments = arguments };

    /// <summary>No such thing, or not the caller's business.</summary>
    public static Refusal NotFound { get; } = new("not_found", RefusalKind.NotFound);

    /// <summary>The caller may see it but not do this.</summary>
    public static Refusal Forbidden { get; } = new("forbidden", RefusalKind.Forbidden);

    /// <summary>Nobody is signed in.</summary>
    public static Refusal Unauthenticated { get; } = new("unauthenticated", RefusalKind.Unauthenticated);

    /// <summary>The caller has several memberships and named none.</summary>
    public static Refusal AgencyRequired { get; } = new("agency_required", RefusalKind.Malformed);

    /// <summary>It was changed since the caller read it.</summary>
    public static Refusal Changed { get; } = new("changed", RefusalKind.Conflict);

    /// <summary>The idempotency key was used with other content.</summary>
    public static Refusal KeyReused { get; } = new("key_reused", RefusalKind.Invalid);

    /// <summary>It was done already, and the answer held a secret that is shown once.</summary>
    public static Refusal AlreadyDone { get; } = new("already_done", RefusalKind.Conflict);

    /// <summary>The request cannot be read; the fields say where.</summary>
    public static Refusal Malformed(params (string Field, string Problem)[] fields) =>
        new("invalid_request", RefusalKind.Malformed) { Fields = fields.ToDictionary(f => f.Field, f => f.Problem) };

    /// <summary>The request is understood and breaks a rule; the fields say where.</summary>
    public static Refusal Invalid(params (string Field, string Problem)[] fields) =>
        new("invalid_value", RefusalKind.Invalid) { Fields = fields.ToDictionary(f => f.Field, f => f.Problem) };
}

/// <summary>Nothing to tell but that it was done.</summary>
public readonly record struct Done
{
    /// <summary>It was done.</summary>
    public static readonly Done It;
}

/// <summary>What came of a use case: its result, or a named refusal.</summary>
/// <typeparam name="T">The result.</typeparam>
public sealed class Outcome<T>
{
    private Outcome(T? value, Refusal? refusal)
    {
        Value = value;
        Refusal = refusal;
    }

    /// <summary>The result, when it was done.</summary>
    public T? Value { get; }

    /// <summary>The refusal, when it was not.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Whether it was done.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsDone => Refusal is null;

    /// <summary>Done, with this result.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Returning a value or a refusal is the point.")]
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>Refused.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Returning a value or a refusal is the point.")]
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
