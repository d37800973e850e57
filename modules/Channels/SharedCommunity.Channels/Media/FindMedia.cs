using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Inbound;
using SharedCommunity.Channels.Messages;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Media;

/// <summary>Finds the file of a message that the caller may see. Its content is fetched after this unit of work.</summary>
internal sealed class FindMedia : Query<FindMedia.Request, Message, FindMedia.Found>
{
    internal sealed record Request(MessageId MessageId, int Number = 0);

    internal sealed record Found(ConnectionId Connection, InboundAttachment File);

    public override Permission Needs => Permissions.Read;

    protected override Task<Message?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<Message>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == request.MessageId, ct);

    protected override async Task<Outcome<Found>> Handle(
        Request request,
        Message message,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var files = message.Attachments is { } json
            ? JsonSerializer.Deserialize<List<InboundAttachment>>(json, KernelJson.Options)!
            : [];
        var connection = await work
            .Db.Set<Channel>()
            .Where(c => c.Id == message.ChannelId)
            .Select(c => c.ConnectionId)
            .SingleAsync(ct);
        return request.Number >= 0 && request.Number < files.Count && connection is { } on
            ? new Found(on, files[request.Number])
            : Refusal.NotFound;
    }
}
