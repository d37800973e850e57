using System.Globalization;
using System.Resources;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Kernel.Audit;

/// <summary>
/// What the audit log records, in words. Each module says what its own use cases do (<c>Action_{name}</c>) and what
/// its things are called (<c>Thing_{kind}</c>), in the texts that hold its refusals.
/// </summary>
public sealed class AuditWords(IEnumerable<IModule> modules)
{
    private readonly ResourceManager[] _texts =
    [
        .. modules
            .Select(module => module.Texts)
            .Where(texts => texts.Assembly.GetManifestResourceInfo($"{texts.FullName}.resources") is not null)
            .Select(texts => new ResourceManager(texts)),
    ];

    /// <summary>The names of all actions that are recorded.</summary>
    public IReadOnlyList<string> Actions { get; } =
    [
        .. modules
            .SelectMany(module => UseCaseServices.UseCasesOf(module.GetType().Assembly))
            .Where(type => !OnlyReads(type))
            .Select(type => type.Name)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>What was done, in the reader's language; the name itself where nobody has words for it any more.</summary>
    public string Of(string action) => Find($"Action_{action}") ?? action;

    /// <summary>What a thing is called, in the reader's language.</summary>
    public string Thing(string kind) => Find($"Thing_{kind}") ?? kind;

    private string? Find(string key) =>
        _texts
            .Select(texts => texts.GetString(key, CultureInfo.CurrentUICulture))
            .FirstOrDefault(text => text is not null);

    private static bool OnlyReads(Type useCase)
    {
        for (var type = useCase; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Query<,,>))
            {
                return true;
            }
        }

        return false;
    }
}
