using NodaTime;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Channels.Binding;

/// <summary>A request as an administrator looks at it: is this our group, and do we know who asked?</summary>
internal sealed record BindRequestView(
    Guid Id,
    CommunityId CommunityId,
    ConnectionId ConnectionId,
    string Title,
    string AskedBy,
    Instant AskedAt,
    bool? Confirmed
)
{
    public static BindRequestView Of(BindRequest r) =>
        new(r.Id, r.CommunityId, r.ConnectionId, r.Title, r.AskedBy, r.AskedAt, r.Confirmed);
}
