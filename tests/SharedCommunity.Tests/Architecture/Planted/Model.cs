// As in Plants.cs: a model that breaks the rules of the database on purpose.
#pragma warning disable CA1812, CA1852, CA1515

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Tests.Architecture.Planted.Model;

internal sealed class PlantedDb(DbContextOptions<PlantedDb> options) : DbContext(options)
{
    public static IModel Planted()
    {
        var options = new DbContextOptionsBuilder<PlantedDb>();
        options.UseNpgsql("Host=unused", DatabaseSources.Provider);
        using var db = new PlantedDb(options.Options);
        return db.GetService<IDesignTimeModel>().Model;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<CommunityId>().HaveConversion<StrongIdValueConverter<CommunityId>>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<PlantedInquiry>().ToTable("planted_inquiries", "moderation");
        modelBuilder.Entity<PublicInquiry>().ToTable("public_inquiries", "tests");
        modelBuilder.Entity<PlantedCard>().ToView("planted_cards", "moderation").HasNoKey();
        modelBuilder.Entity<PlantedAnswer>(answer =>
        {
            answer.ToTable("planted_answers", "tests");
            answer.HasOne<PlantedInquiry>().WithMany().HasForeignKey(a => a.InquiryId);
        });
    }
}

internal sealed class PlantedInquiry
{
    public Guid Id { get; init; }
    public CommunityId CommunityId { get; init; }
    public string Text { get; init; } = "";
    public DateTime AskedAt { get; init; }
}

public sealed class PublicInquiry
{
    public Guid Id { get; init; }
}

internal sealed class PlantedCard
{
    public Guid Id { get; init; }
}

internal sealed class PlantedAnswer
{
    public Guid Id { get; init; }
    public CommunityId CommunityId { get; init; }
    public Guid InquiryId { get; init; }
}
