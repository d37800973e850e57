using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Testing;

namespace SharedCommunity.Tests.Architecture;

/// <summary>Rules of the database model, as EF Core builds it from the modules' mappings.</summary>
internal sealed record ModelRule(string Name, Func<IModel, IEnumerable<string>> Violations, string Culprit)
{
    public static IReadOnlyList<ModelRule> All { get; } =
    [
        new(
            "Every text, json or bytes column says whether it can be about a member",
            model =>
                from entity in Tables(model)
                from property in entity.GetProperties()
                where CanHoldWords(property)
                where
                    property.PropertyInfo is not { } member
                    || (
                        !member.IsDefined(typeof(AboutMemberAttribute), true)
                        && !member.IsDefined(typeof(NotAboutMemberAttribute), true)
                    )
                select $"{entity.ClrType.FullName}.{property.Name} carries no mark",
            "PlantedInquiry.Text"
        ),
        new(
            "Entities are internal",
            model =>
                Tables(model)
                    .Where(entity => entity.ClrType.IsVisible)
                    .Select(entity => $"{entity.ClrType.FullName} is public"),
            "PublicInquiry"
        ),
        new(
            "Read models are public and look through a view",
            model =>
                from entity in model.GetEntityTypes()
                where entity.GetViewName() is not null && !entity.ClrType.IsVisible
                select $"{entity.ClrType.FullName} is a view that no higher floor can read",
            "PlantedCard"
        ),
        new(
            "A table lies in its module's schema",
            model =>
                from entity in Tables(model)
                where entity.GetSchema() != SchemaOf(entity.ClrType)
                select $"{entity.ClrType.FullName} lies in {entity.GetSchema()}",
            "PlantedInquiry lies in"
        ),
        new(
            "Times are NodaTime's",
            model =>
                from entity in model.GetEntityTypes()
                from property in entity.GetProperties()
                where Bare(property.ClrType) == typeof(DateTime) || Bare(property.ClrType) == typeof(DateTimeOffset)
                select $"{entity.ClrType.FullName}.{property.Name}",
            "PlantedInquiry.AskedAt"
        ),
        new(
            "Foreign keys between rows of a community carry the community",
            model =>
                from entity in Tables(model)
                from key in entity.GetForeignKeys()
                where Has(key.DeclaringEntityType, "CommunityId") && Has(key.PrincipalEntityType, "CommunityId")
                where key.Properties.All(property => property.Name != "CommunityId")
                select $"{entity.ClrType.FullName} refers to {key.PrincipalEntityType.ClrType.Name} without its community",
            "PlantedAnswer refers to"
        ),
    ];

    /// <summary>The model of the house.</summary>
    public static IModel Standing()
    {
        using var db = new SharedCommunityDb(
            DatabaseSources.Options(
                TestDatabase.Modules,
                options => options.UseNpgsql("Host=unused", DatabaseSources.Provider)
            )
        );
        return db.GetService<IDesignTimeModel>().Model;
    }

    private static IEnumerable<IEntityType> Tables(IModel model) =>
        model
            .GetEntityTypes()
            .Where(entity => entity.GetTableName() is not null && entity.GetViewName() is null && !entity.IsOwned());

    private static bool CanHoldWords(IProperty property)
    {
        var type = Bare(property.ClrType);
        // Ids and named values of ours are stored as text or uuid, and say nothing by themselves.
        if (
            type.IsEnum
            || type == typeof(Guid)
            || type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IStrongId<>))
        )
            return false;
        var stored = property.GetColumnType();
        return stored is "text" or "jsonb" or "json" or "bytea" or "citext" or "text[]"
            || stored.StartsWith("character varying", StringComparison.Ordinal);
    }

    private static string? SchemaOf(Type entity)
    {
        var name = entity.Assembly.GetName().Name!;
        return name[(name.LastIndexOf('.') + 1)..].ToLowerInvariant();
    }

    private static bool Has(IReadOnlyEntityType entity, string property) => entity.FindProperty(property) is not null;

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
