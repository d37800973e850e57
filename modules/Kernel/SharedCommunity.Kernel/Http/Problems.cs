using System.Globalization;
using System.Resources;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using SharedCommunity.Kernel.Localisation;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Kernel.Http;

/// <summary>Texts of refusals that belong to no module: the host's.</summary>
/// <param name="Texts">The resource class.</param>
public sealed record RefusalTexts(Type Texts);

/// <summary>Turns a refusal into words and into problem+json, in this one place.</summary>
public sealed class Problems
{
    private readonly ResourceManager[] _texts;

    /// <summary>Reads the texts of the Kernel, of every module and of the host.</summary>
    public Problems(IEnumerable<IModule> modules, IEnumerable<RefusalTexts> others) =>
        _texts = [
            .. modules
                .Select(module => module.Texts)
                .Prepend(typeof(Texts.KernelTexts))
                .Concat(others.Select(other => other.Texts))
                .Where(texts => texts.Assembly.GetManifestResourceInfo($"{texts.FullName}.resources") is not null)
                .Select(texts => new ResourceManager(texts)),
        ];

    /// <summary>The refusal in words, in the reader's language.</summary>
    public string Words(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var format = Reader.OwnDigits(Find($"Refusal_{refusal.Code}") ?? refusal.Code);
        return refusal.Arguments.Count == 0
            ? format
            : string.Format(CultureInfo.CurrentCulture, format, [.. refusal.Arguments]);
    }

    /// <summary>The problem of one field, in words.</summary>
    public string FieldWords(string problem) => Reader.OwnDigits(Find($"Field_{problem}") ?? problem);

    /// <summary>The answer to a program.</summary>
    public IResult Json(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var status = StatusOf(refusal.Kind);
        var problem = new ProblemDetails
        {
            Type = $"urn:sharedcommunity:{refusal.Code}",
            Title = refusal.Code.Replace('_', ' '),
            Status = status,
            Detail = Words(refusal),
        };
        problem.Extensions["code"] = refusal.Code;
        if (refusal.Fields.Count > 0)
        {
            problem.Extensions["fields"] = refusal.Fields;
        }

        return Results.Json(problem, KernelJson.Options, "application/problem+json", status);
    }

    /// <summary>The HTTP status of a kind of refusal.</summary>
    public static int StatusOf(RefusalKind kind) =>
        kind switch
        {
            RefusalKind.Malformed => StatusCodes.Status400BadRequest,
            RefusalKind.Unauthenticated => StatusCodes.Status401Unauthorized,
            RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Conflict => StatusCodes.Status409Conflict,
            RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    private string? Find(string key) =>
        _texts
            .Select(texts => texts.GetString(key, CultureInfo.CurrentUICulture))
            .FirstOrDefault(text => text is not null);
}
