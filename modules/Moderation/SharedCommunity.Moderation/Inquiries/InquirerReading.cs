using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Contracts;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>Reads what is known of who asks: languages, channels, and what they asked before.</summary>
internal static class InquirerReading
{
    private const int Shown = 5;
    private const int Looked = 50;

    public static async Task<InquirerView> Of(
        LoadedInquiry loaded,
        string platform,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var (inquiry, member) = (loaded.Inquiry, loaded.Member);
        var before = work
            .Db.Set<Inquiry>()
            .AsNoTracking()
            .Where(i =>
                i.MemberId == inquiry.MemberId && i.CommunityId == inquiry.CommunityId && i.AskedAt < inquiry.AskedAt
            );
        // Another agency's private ones are not among them: the wall sees to that.
        var earlier = await (
            from i in before
            join c in work.Db.Set<ChannelCard>() on i.ChannelId equals (Kernel.Ids.ChannelId?)c.Id into channels
            from channel in channels.DefaultIfEmpty()
            orderby i.AskedAt descending
            select new
            {
                i.Id,
                i.Text,
                i.Language,
                i.AskedAt,
                i.State,
                i.ClaimUntil,
                Platform = channel == null ? "desk" : channel.Platform,
            }
        )
            .Take(Looked)
            .ToListAsync(ct);
        var count = earlier.Count < Looked ? earlier.Count : await before.CountAsync(ct);
        return new(
            member.Id,
            member.Name,
            member.Language,
            member.JoinedAt,
            member.LeftAt,
            count,
            [
                .. earlier
                    .Take(Shown)
                    .Select(i => new EarlierInquiry(
                        i.Id,
                        i.Text,
                        i.Language,
                        i.AskedAt,
                        Inquiry.Standing(i.State, i.ClaimUntil, work.Now)
                    )),
            ],
            [
                .. new[] { member.Language, inquiry.Language }
                    .Concat(earlier.Select(i => i.Language))
                    .OfType<string>()
                    .Distinct(),
            ],
            [.. earlier.Select(i => i.Platform).Prepend(platform).Distinct()]
        );
    }
}
