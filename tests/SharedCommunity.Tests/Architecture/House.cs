using System.Xml.Linq;
using Mono.Cecil;
using SharedCommunity.Kernel;

namespace SharedCommunity.Tests.Architecture;

/// <summary>What the rules look at: the floors, lowest first, the host above them and the repository around them.</summary>
internal sealed record House(
    IReadOnlyList<Floor> Floors,
    Floor Host,
    XDocument Packages,
    IReadOnlyList<SourceFile> Repository
)
{
    private static readonly string[] Order =
    [
        "Kernel",
        "Communities",
        "Guidelines",
        "Channels",
        "Membership",
        "Referrals",
        "Moderation",
        "Evaluation",
    ];

    private static readonly Lazy<House> Standing = new(Read);

    /// <summary>The house as it stands in this repository, as compiled beside these tests.</summary>
    public static House AsItStands => Standing.Value;

    public IEnumerable<Floor> All => Floors.Append(Host);

    /// <summary>The floors whose walls the compiler keeps; the Kernel is all public API by nature.</summary>
    public IEnumerable<Floor> Modules => Floors.Where(floor => floor.Name != "Kernel");

    private static House Read()
    {
        var built = Directory
            .GetDirectories(Path.Combine(Architecture.Repository.Root, "modules"))
            .Select(folder => Path.GetFileName(folder)!)
            .OrderBy(name => Array.IndexOf(Order, name))
            .Select(name => Floor.Read(name, $"modules/{name}/SharedCommunity.{name}"));
        return new House(
            [.. built],
            Floor.Read("Host", "host/SharedCommunity.Host"),
            XDocument.Load(Path.Combine(Architecture.Repository.Root, "Directory.Packages.props")),
            Architecture.Repository.Files(
                ".",
                ".cs",
                ".csproj",
                ".props",
                ".json",
                ".js",
                ".sh",
                ".yaml",
                ".yml",
                ".md",
                ".Config"
            )
        );
    }
}

/// <summary>One project of the house.</summary>
internal sealed record Floor(
    string Name,
    string Namespace,
    IReadOnlyList<TypeDefinition> Types,
    XDocument Project,
    IReadOnlyList<SourceFile> Files
)
{
    private static readonly Lazy<ModuleDefinition> Tests = new(() => Load(typeof(Floor).Assembly.Location));

    public static Floor Read(string name, string folder)
    {
        var project = Path.Combine(Architecture.Repository.Root, folder, $"SharedCommunity.{name}.csproj");
        return new Floor(
            name,
            $"SharedCommunity.{name}",
            [.. Load(Path.Combine(AppContext.BaseDirectory, $"SharedCommunity.{name}.dll")).Types.Where(IsWritten)],
            XDocument.Load(project),
            Architecture.Repository.Files(folder, ".cs", ".razor", ".resx", ".js", ".css", ".sql")
        );
    }

    /// <summary>A floor made for a test, from types of this assembly: everything below a namespace of the planted ones.</summary>
    public static Floor Plant(string name, string @namespace, string project = "<Project />", params SourceFile[] files)
    {
        var root = $"SharedCommunity.Tests.Architecture.Planted.{@namespace}";
        var types = Tests.Value.Types.Where(type =>
            type.Namespace == root || type.Namespace.StartsWith(root + ".", StringComparison.Ordinal)
        );
        return new Floor(name, root, [.. types], XDocument.Parse(project), files);
    }

    /// <summary>The same types for reflection, which can make one and ask it.</summary>
    public IEnumerable<Type> Live =>
        Types.Select(type => Type.GetType($"{type.FullName}, {type.Module.Assembly.Name.Name}")).OfType<Type>();

    /// <summary>The module's own description of itself; none for the Kernel and the host.</summary>
    public IModule? Module =>
        Live.Where(type => type.IsAssignableTo(typeof(IModule)) && !type.IsAbstract)
            .Select(type => (IModule)Activator.CreateInstance(type)!)
            .FirstOrDefault();

    public string RelativeNamespace(TypeDefinition type) =>
        type.Namespace.Length > Namespace.Length ? type.Namespace[(Namespace.Length + 1)..] : "";

    public bool IsContract(TypeDefinition type) =>
        RelativeNamespace(type) is "Contracts"
        || RelativeNamespace(type).StartsWith("Contracts.", StringComparison.Ordinal);

    private static ModuleDefinition Load(string path)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        resolver.AddSearchDirectory(
            Path.GetDirectoryName(typeof(Microsoft.AspNetCore.Http.HttpContext).Assembly.Location)
        );
        return ModuleDefinition.ReadModule(path, new ReaderParameters { AssemblyResolver = resolver });
    }

    /// <summary>Not what a compiler adds (closures, embedded attributes, regular expressions, log messages).</summary>
    private static bool IsWritten(TypeDefinition type) =>
        !type.Name.Contains('<', StringComparison.Ordinal)
        && type.Namespace.StartsWith("SharedCommunity", StringComparison.Ordinal);
}
