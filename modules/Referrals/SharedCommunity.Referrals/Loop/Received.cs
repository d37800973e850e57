using System.Text.Json;
using NodaTime;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Referrals.Loop;

/// <summary>The receiver's side as it begins: what the first message says, and nothing else.</summary>
internal static class Received
{
    public static Referral Of(
        AgencyId agency,
        string from,
        string to,
        ReferralId loop,
        MessageBody body,
        Instant now
    ) =>
        new()
        {
            AgencyId = agency,
            Side = ReferralSide.Receiver,
            LoopId = loop,
            OwnSlug = to,
            OtherSlug = from,
            OtherName = body.AgencyName ?? from,
            CommunityName = body.Community ?? "",
            Service = body.Service ?? "",
            Language = body.Language,
            Shared = JsonSerializer.Serialize(body.Shared ?? [], KernelJson.Options),
            Ground = body.Consent is { } consent ? JsonSerializer.Serialize(consent, KernelJson.Options) : null,
            Note = body.Note ?? "",
            CreatedAt = now,
        };
}
