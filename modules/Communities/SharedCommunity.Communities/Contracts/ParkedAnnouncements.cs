using NodaTime;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Contracts;

/// <summary>What one floor told and another could not take, by its metadata: never what was said.</summary>
/// <param name="Id">What it is named by.</param>
/// <param name="Handler">Who could not take it.</param>
/// <param name="Announcement">What kind of thing had happened.</param>
/// <param name="Failure">The class name of the failure.</param>
/// <param name="ParkedAt">When it was put aside.</param>
public sealed record ParkedAnnouncement(Guid Id, string Handler, string Announcement, string Failure, Instant ParkedAt);

/// <summary>The parked announcements of a community, for pages of higher floors.</summary>
public static class ParkedAnnouncements
{
    /// <summary>Who may see them and have them tried again.</summary>
    public static Permission Needs => Rules.Permissions.AdministerCommunity;

    /// <summary>The oldest, 200 at the most; whoever asks has checked <see cref="Needs"/>.</summary>
    public static Task<List<ParkedAnnouncement>> Of(CommunityId community, UnitOfWork work, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(work);
        return work.Call(
            "kernel.parked",
            [community.Value],
            row => new ParkedAnnouncement(
                row.GetGuid(0),
                row.GetString(1),
                row.GetString(2),
                row.GetString(3),
                row.GetFieldValue<Instant>(4)
            ),
            ct
        );
    }
}
