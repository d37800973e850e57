// Each namespace breaks one rule of the house; HouseTests proves that the rule notices.
#pragma warning disable CA1812, CA1852, CA1822, CA1801, IDE0060, RS0030, CA2100, EF1002, CA1040

namespace SharedCommunity.Tests.Architecture.Planted.PublicEntity.Queue
{
    public class Inquiry;
}

namespace SharedCommunity.Tests.Architecture.Planted.HiddenContract.Contracts
{
    internal sealed record MemberCard(Guid Id);
}

namespace SharedCommunity.Tests.Architecture.Planted.TwoModules
{
    internal interface IModule;

    internal sealed class ModerationModule : IModule;

    internal sealed class FaqModule : IModule;
}

namespace SharedCommunity.Tests.Architecture.Planted.SingleImplementation.Queue
{
    internal interface IClaimPolicy;

    internal sealed class ClaimPolicy : IClaimPolicy;
}

namespace SharedCommunity.Tests.Architecture.Planted.VagueName.Queue
{
    internal static class TextHelpers;
}

namespace SharedCommunity.Tests.Architecture.Planted.Layered.Queue
{
    internal sealed class InquiryRepository;
}

namespace SharedCommunity.Tests.Architecture.Planted.InjectedContext.Queue
{
    internal sealed class SharedCommunityDb;

    internal sealed class StaleQueue(SharedCommunityDb db)
    {
        public SharedCommunityDb Db => db;
    }
}

namespace SharedCommunity.Tests.Architecture.Planted.QueryingComponent.Queue
{
    using Microsoft.AspNetCore.Components;

    internal sealed class Work;

    internal sealed class InquiryCard : ComponentBase
    {
        [Inject]
        private Work Work { get; set; } = null!;
    }
}

namespace SharedCommunity.Tests.Architecture.Planted.OwnConnection.Queue
{
    internal static class SideDoor
    {
        public static Npgsql.NpgsqlDataSource Open() => Npgsql.NpgsqlDataSource.Create("Host=localhost");
    }
}

namespace SharedCommunity.Tests.Architecture.Planted.RawSql.Queue
{
    using Microsoft.EntityFrameworkCore;

    internal static class Finder
    {
        public static IQueryable<string> Find(DbContext db, string sql) => db.Database.SqlQueryRaw<string>(sql);
    }
}

namespace SharedCommunity.Tests.Architecture.Planted.BuiltSql.Queue
{
    internal static class Sorter
    {
        public static Npgsql.NpgsqlCommand By(string column) =>
            new($"select id from moderation.inquiries order by {column}");
    }
}
