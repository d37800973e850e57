using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Messages;

/// <summary>Everything posted in a community that the caller may see, newest first.</summary>
[ApiRoute(
    "GET",
    "communities/{id}/messages",
    Summary = "Everything posted, newest first; q finds words of the text, in any order, the last by its beginning."
)]
internal sealed class ListMessages : Query<ListMessages.Request, CommunityCard, Page<MessageView>>
{
    internal sealed record Request(CommunityId Id, string? After = null, string? Q = null, int? Limit = null);

    public override Permission Needs => Permissions.Read;

    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Community(request.Id, ct);

    protected override async Task<Outcome<Page<MessageView>>> Handle(
        Request request,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        MessageKey? before = null;
        if (!string.IsNullOrEmpty(request.After) && !PageKey.TryRead(request.After, out before))
            return Refusal.Malformed(("after", "not_readable"));
        var page = await work.Messages(new(community.Id, Words: request.Q, Before: before, Limit: request.Limit), ct);
        return new Page<MessageView>([.. page.Items.Select(MessageView.Of)], page.Next);
    }
}

/// <summary>A message as the API says it.</summary>
internal sealed record MessageView(
    MessageId Id,
    ChannelId ChannelId,
    ChannelAccountId? Writer,
    string WriterName,
    string Text,
    string? Attachment,
    Instant SentAt,
    Instant? EditedAt,
    bool Private,
    bool Outgoing,
    MessageId? ReplyTo,
    DeliveryId? DeliveryId
)
{
    public static MessageView Of(MessageCard m) =>
        new(
            m.Id,
            m.ChannelId,
            m.ChannelAccountId,
            m.WriterName,
            m.Text,
            m.Attachment,
            m.SentAt,
            m.EditedAt,
            m.Private,
            m.Outgoing,
            m.ReplyTo,
            m.DeliveryId
        );
}
