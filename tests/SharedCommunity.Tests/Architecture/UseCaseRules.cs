using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Tests.Architecture;

/// <summary>Rules of use cases, announcements and the walls between schemas.</summary>
internal static partial class UseCaseRules
{
    private const string UseCase = "SharedCommunity.Kernel.UseCases.UseCase`3";

    /// <summary>What opens a scope without the runner, and why it may.</summary>
    private static readonly Dictionary<string, string> OpensScope = new(StringComparer.Ordinal)
    {
        ["Dispatch.Lane"] = "an event of no community yet is worked in Agency scope of the connection's owner",
        ["DeliveryPump"] = "a token that the platform refuses stops the connection of its owner",
        ["ConnectionWorker"] = "the platform's answer about a bot is recorded for its owner",
        ["ConnectionChecks"] = "what a test of a bot found is recorded for its owner",
        ["CommunityQuestions"] = "whom to ask which community they mean is the connection's owner's business",
        ["ConsentDoor"] = "a link leads to one question of the agency that asked it, whose secret it is",
        ["ParkedReplays"] = "what an agency's work announced is repeated in that agency's scope",
        ["ConsentClock"] = "a consent's time is over in the scope of the agency that wrote it down",
        ["Bus.Arrivals"] = "what another agency said takes effect in the scope of the agency that it is for",
        ["ClockWorker"] = "a clock strikes on the side of the agency whose referral it is",
        ["PartingWorker"] = "what an agency referred and cannot see to any more is taken back in its own scope",
        ["ChoiceWorker"] =
            "what a member chose takes effect for the agency that referred, which the community does not see",
        ["UpdatePoller"] = "a token that the platform refuses stops the connection of its owner",
    };

    /// <summary>What maps an address that is no use case, and why it may.</summary>
    private static readonly Dictionary<string, string> MapsAddress = new(StringComparer.Ordinal)
    {
        ["HookDoor"] = "a platform calls it; it precedes every scope",
        ["ConsentDoor"] = "a member who was given a link has no account, and no agency",
        ["MediaDoor"] = "a file's content, fetched after the runner has found its message",
    };

    public static IReadOnlyList<Rule> All { get; } =
    [
        new(
            "Every use case needs a permission that its module declares",
            Permissions,
            () => Plant.Types("Unpermitted"),
            "TakeInquiry"
        ),
        new(
            "Permissions are named after their module and grant something",
            house =>
                from floor in house.Floors
                let module = floor.Module
                where module is not null
                from permission in module.Permissions
                where
                    !permission.Name.StartsWith(module.Schema + ".", StringComparison.Ordinal)
                    || (permission.Reach is Reach.Agency or Reach.Community && permission.Roles.Count == 0)
                select $"{floor.Name}: {permission.Name}",
            () => Plant.Types("VaguePermission"),
            "queue.see"
        ),
        new(
            "A viewer and an evaluator change nothing",
            house =>
                from floor in house.Floors
                from useCase in UseCases(floor)
                where !useCase.ReadsOnly && useCase.Needs.Reach is (Reach.Agency or Reach.Community)
                let needs = useCase.Needs
                where needs.Roles.Contains(Role.Viewer) || needs.Roles.Contains(Role.Evaluator)
                select $"{useCase.GetType().FullName} lets a reader change something",
            () => Plant.Types("ViewerChanges"),
            "EraseInquiry"
        ),
        new(
            "A use case is one file that carries its name",
            house =>
                from floor in house.Modules
                from type in floor.Types
                where type.Inherits(UseCase) && !type.IsAbstract
                where floor.Files.All(file => file.Name != type.Name + ".cs")
                select $"{type.FullName} has no file of its name",
            () => Plant.Types("Unpermitted"),
            "TakeInquiry has no file"
        ),
        new("No use case runs past the runner", PastTheRunner, () => Plant.Types("PastTheRunner"), "Shortcut"),
        new(
            "Only the runner opens a person's scope",
            house =>
                from floor in house.Modules
                from call in CallRules.Calls(floor)
                where call.Target.DeclaringType.FullName == "SharedCommunity.Kernel.Scopes.Scope"
                where call.Target.Name is "Agency" or "Platform" or "Member"
                where !OpensScope.Keys.Any(allowed => call.From.EndsWith(allowed, StringComparison.Ordinal))
                select $"{call.From} opens {call.Target.Name} scope",
            () => Plant.Types("PastTheRunner"),
            "Shortcut opens Agency scope"
        ),
        new(
            "Addresses are mapped from use cases",
            house =>
                from floor in house.Modules
                from call in CallRules.Calls(floor)
                where call.Target.DeclaringType.Name == "EndpointRouteBuilderExtensions"
                where call.Target.Name.StartsWith("Map", StringComparison.Ordinal) && call.Target.Name != "MapGroup"
                where !MapsAddress.Keys.Any(allowed => call.From.EndsWith(allowed, StringComparison.Ordinal))
                select $"{call.From} maps an address by hand",
            () => Plant.Types("HandMapped"),
            "HandMapped"
        ),
        new(
            "An address that changes something is no GET",
            house =>
                from floor in house.Floors
                from useCase in UseCases(floor)
                from route in useCase
                    .GetType()
                    .GetCustomAttributes(typeof(ApiRouteAttribute), false)
                    .Cast<ApiRouteAttribute>()
                where !useCase.ReadsOnly && route.Method == "GET"
                select $"{useCase.GetType().FullName} changes something on a GET",
            () => Plant.Types("Unpermitted"),
            "TakeInquiry changes something"
        ),
        new(
            "Every address of the API says what it is for",
            house =>
                from floor in house.Floors
                from useCase in UseCases(floor)
                from route in useCase
                    .GetType()
                    .GetCustomAttributes(typeof(ApiRouteAttribute), false)
                    .Cast<ApiRouteAttribute>()
                where route.Summary.Length == 0
                select $"{useCase.GetType().FullName}: {route.Method} {route.Path}",
            () => Plant.Types("Unpermitted"),
            "TakeInquiry"
        ),
        new("Every refusal has its words", RefusalsWithoutWords, () => Plant.Types("Wordless"), "moon_is_full"),
        new(
            "Announcements are public records of Contracts",
            house =>
                from floor in house.Modules
                from type in floor.Types
                where type.Interfaces.Any(i => i.InterfaceType.Name == "IAnnouncement")
                where !floor.IsContract(type) || type.Methods.All(method => method.Name != "<Clone>$")
                select $"{type.FullName} is announced and is no record of Contracts",
            () => Plant.Types("HiddenAnnouncement"),
            "InquiryAnswered"
        ),
        new(
            "Handlers touch the database only",
            house =>
                from floor in house.Modules
                from type in floor.Types
                where type.Interfaces.Any(i => i.InterfaceType.Name == "IHandle`1")
                from parameter in type
                    .Methods.Where(method => method.IsConstructor)
                    .SelectMany(method => method.Parameters)
                where
                    parameter.ParameterType.Name
                        is "HttpClient"
                            or "IHttpClientFactory"
                            or "ITelegramBotClient"
                            or "TelegramBotClient"
                select $"{type.FullName} takes {parameter.ParameterType.Name}",
            () => Plant.Types("TalkingHandler"),
            "TellTelegram"
        ),
        new(
            "A floor reads lower floors through their views and functions, and higher ones not at all",
            ForeignTables,
            () =>
                Plant.File(
                    "Schema/0001_channels.sql",
                    "create view channels.x as select 1 from moderation.inquiries;",
                    "Channels"
                ),
            "moderation.inquiries"
        ),
    ];

    private static IEnumerable<IUseCase> UseCases(Floor floor) =>
        floor
            .Live.Where(type => type.IsAssignableTo(typeof(IUseCase)) && !type.IsAbstract)
            // What it needs is a constant of the class; its services are not asked for.
            .Select(type => (IUseCase)RuntimeHelpers.GetUninitializedObject(type));

    private static IEnumerable<string> Permissions(House house) =>
        from floor in house.Floors
        let declared = floor.Module?.Permissions.Select(permission => permission.Name).ToHashSet() ?? []
        from useCase in UseCases(floor)
        where useCase.Needs is null || !declared.Contains(useCase.Needs.Name)
        select $"{useCase.GetType().FullName} needs {useCase.Needs?.Name ?? "nothing"}, which {floor.Name} does not declare";

    private static IEnumerable<string> PastTheRunner(House house) =>
        from floor in house.All
        from call in CallRules.Calls(floor)
        where call.Target.Name is "Load" or "Handle"
        let declaring = Declaring(call.Target)
        where declaring is not null && (declaring.FullName == UseCase || declaring.Inherits(UseCase))
        // A use case that refines another may call on it from the same step.
        where call.From != "SharedCommunity.Kernel.UseCases.UseCaseRunner" && !IsStepOf(call)
        select $"{call.From} calls {declaring.Name}.{call.Target.Name}";

    private static TypeDefinition? Declaring(MethodReference target)
    {
        try
        {
            return target.DeclaringType.Resolve();
        }
        catch (AssemblyResolutionException)
        {
            return null;
        }
    }

    private static bool IsStepOf(CallRules.Call call) =>
        call.Method.Name == call.Target.Name
        || call.Method.DeclaringType.Name.Contains($"<{call.Target.Name}>", StringComparison.Ordinal);

    private static IEnumerable<string> RefusalsWithoutWords(House house)
    {
        var general = Words(house.Floors.Where(floor => floor.Name == "Kernel"));
        foreach (var floor in house.All)
        {
            var words = Words([floor]).Concat(general).ToHashSet();
            foreach (var (from, code) in Codes(floor))
            {
                if (!words.Contains($"Refusal_{code}"))
                    yield return $"{from}: {code} has no words";
            }
        }
    }

    private static IEnumerable<(string From, string Code)> Codes(Floor floor) =>
        from type in floor.Types
        from nested in TypeRules.Nested(type)
        from method in nested.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        where instruction.OpCode == OpCodes.Newobj
        where ((MethodReference)instruction.Operand).DeclaringType.FullName == "SharedCommunity.Kernel.UseCases.Refusal"
        // The code is a constant, just before the kind.
        let code = instruction.Previous?.Previous
        where code?.OpCode == OpCodes.Ldstr
        select (type.FullName, (string)code.Operand);

    private static HashSet<string> Words(IEnumerable<Floor> floors) =>
        [
            .. floors
                .SelectMany(floor => floor.Files)
                .Where(file => file.Name.EndsWith("Texts.resx", StringComparison.Ordinal))
                .SelectMany(file => XDocument.Parse(file.Text).Descendants("data"))
                .Select(data => data.Attribute("name")!.Value),
        ];

    /// <summary>Tables of another module in SQL: in scripts and in the constants of compiled code.</summary>
    private static IEnumerable<string> ForeignTables(House house)
    {
        string[] schemas =
        [
            "kernel",
            "communities",
            "guidelines",
            "channels",
            "membership",
            "referrals",
            "moderation",
            "evaluation",
        ];
        foreach (var floor in house.Floors.Where(floor => floor.Name != "Kernel"))
        {
            var own = floor.Name.ToLowerInvariant();
            var height = Array.IndexOf(schemas, own);
            var scripts = floor
                .Files.Where(file => file.Path.EndsWith(".sql", StringComparison.Ordinal))
                .Select(file => (Where: file.Path, Sql: file.Text));
            var constants =
                from type in floor.Types
                from nested in TypeRules.Nested(type)
                from method in nested.Methods
                where method.HasBody
                from instruction in method.Body.Instructions
                where instruction.OpCode == OpCodes.Ldstr
                select (Where: type.FullName, Sql: (string)instruction.Operand);
            foreach (var (where, sql) in scripts.Concat(constants))
            {
                foreach (Match read in Relation().Matches(sql))
                {
                    var (schema, name) = (read.Groups[1].Value, read.Groups[2].Value);
                    var other = Array.IndexOf(schemas, schema);
                    var isFunction = read.Groups[3].Value == "(";
                    if (
                        other < 0
                        || schema == own
                        || (other < height && (isFunction || name.EndsWith("_cards", StringComparison.Ordinal)))
                    )
                        continue;
                    yield return $"{floor.Name}: {where} reaches for {schema}.{name}";
                }
            }
        }
    }

    [GeneratedRegex(@"\b(?:from|join|update|into)\s+([a-z_]+)\.([a-z_]+)\s*(\(?)", RegexOptions.IgnoreCase)]
    private static partial Regex Relation();
}
