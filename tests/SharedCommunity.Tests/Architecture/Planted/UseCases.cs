// As in Plants.cs: each namespace breaks rules of use cases on purpose.
#pragma warning disable CA1812, CA1852, CA1822, IDE0060

using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Kernel;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Tests.Architecture.Planted
{
    internal abstract class PlantedModule(params Permission[] permissions) : IModule
    {
        public string Schema => "moderation";

        public Type Texts => typeof(object);

        public IReadOnlyList<Permission> Permissions { get; } = permissions;

        public IReadOnlyList<NavigationEntry> Navigation => [];

        public void AddServices(IServiceCollection services, IConfiguration configuration) { }

        public void MapModel(ModelBuilder model) { }

        public void MapEndpoints(ModuleEndpoints endpoints) { }
    }

    internal abstract class PlantedUseCase : UseCase<string, string, Done>
    {
        protected internal override Task<string?> Load(string request, UnitOfWork work, CancellationToken ct) =>
            Task.FromResult<string?>(request);

        protected internal override Task<Outcome<Done>> Handle(
            string request,
            string subject,
            UnitOfWork work,
            CancellationToken ct
        ) => Task.FromResult<Outcome<Done>>(Done.It);
    }
}

namespace SharedCommunity.Tests.Architecture.Planted.Unpermitted.Queue
{
    internal sealed class ModerationModule() : PlantedModule;

    [ApiRoute("GET", "inquiries/{id}/take")]
    internal sealed class TakeInquiry : PlantedUseCase
    {
        public override Permission Needs => new("moderation.take", Reach.Community, Role.Moderator);
    }
}

namespace SharedCommunity.Tests.Architecture.Planted.VaguePermission.Queue
{
    internal sealed class ModerationModule() : PlantedModule(new Permission("queue.see", Reach.Community, Role.Viewer));
}

namespace SharedCommunity.Tests.Architecture.Planted.ViewerChanges.Queue
{
    internal sealed class EraseInquiry : PlantedUseCase
    {
        public override Permission Needs => new("moderation.erase", Reach.Community, Role.Moderator, Role.Viewer);
    }
}

namespace SharedCommunity.Tests.Architecture.Planted.PastTheRunner.Queue
{
    internal sealed class Shortcut(Work work)
    {
        public Task Take(PlantedUseCase useCase, AgencyId agency) =>
            work.Run(Scope.Agency(agency), (unit, ct) => useCase.Handle("", "", unit, ct));
    }
}

namespace SharedCommunity.Tests.Architecture.Planted.HandMapped.Queue
{
    using Microsoft.AspNetCore.Builder;

    internal static class Peek
    {
        public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/peek", () => "");
    }
}

namespace SharedCommunity.Tests.Architecture.Planted.Wordless.Queue
{
    internal static class Refusals
    {
        public static readonly Refusal MoonIsFull = new("moon_is_full", RefusalKind.Conflict);
    }
}

namespace SharedCommunity.Tests.Architecture.Planted.HiddenAnnouncement.Queue
{
    internal sealed record InquiryAnswered(CommunityId CommunityId) : IAnnouncement;
}

namespace SharedCommunity.Tests.Architecture.Planted.TalkingHandler.Queue
{
    internal sealed class TellTelegram(HttpClient telegram) : IHandle<string>
    {
        public Task Handle(IReadOnlyList<string> announced, UnitOfWork work, CancellationToken cancellationToken) =>
            telegram.GetAsync(new Uri("http://127.0.0.1"), cancellationToken);
    }
}
