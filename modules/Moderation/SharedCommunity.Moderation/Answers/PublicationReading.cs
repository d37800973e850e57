using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Inquiries;

namespace SharedCommunity.Moderation.Answers;

/// <summary>Reads how a private inquiry would look in the group, and in which groups it may stand.</summary>
internal static class PublicationReading
{
    public static async Task<PublicationView?> Of(
        Inquiry inquiry,
        string memberName,
        IReadOnlyList<Answer> answers,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var groups = await work
            .Db.Set<ChannelCard>()
            .AsNoTracking()
            .Where(channel =>
                channel.CommunityId == inquiry.CommunityId && !channel.PrivateLine && channel.Platform != "desk"
            )
            .OrderBy(channel => channel.Title)
            .Take(100)
            .Select(channel => new PublicationGroup(channel.Id, channel.Title))
            .ToListAsync(ct);
        if (groups.Count == 0)
            return null;
        var answer = answers.LastOrDefault(a => a.Kind == AnswerKind.Answer && a.RecalledAt is null)?.Text;
        var parts = new[] { inquiry.Text, answer }.OfType<string>().Select(text => Anonymised.Of(text, memberName));
        return new(string.Join("\n\n", parts), groups);
    }
}
