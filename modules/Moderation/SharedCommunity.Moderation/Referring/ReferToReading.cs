using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Localisation;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Moderation.Texts;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Moderation.Referring;

/// <summary>
/// Reads to which agencies an inquiry may be referred: all that take part in its community, partners too. Those come
/// first that help with its topics, then those that speak its language, then those where somebody is there now, then
/// those where fewest of our own referrals wait; each with the reasons in words.
/// </summary>
internal sealed class ReferToReading(IStringLocalizer<QueueTexts> texts)
{
    // A list to choose from by eye.
    private const int Most = 200;

    // Fewer say nothing about an agency.
    private const int TellingNumber = 3;

    public async Task<IReadOnlyList<ReferTo>> Of(LoadedInquiry loaded, UnitOfWork work, CancellationToken ct)
    {
        var agencies = await (
            from host in work.Db.Set<CoHostCard>()
            join agency in work.Db.Set<AgencyCard>() on host.AgencyId equals agency.Id
            join services in work.Db.Set<AgencyServiceCard>() on agency.Id equals services.AgencyId
            where host.CommunityId == loaded.CommunityId && host.State == CoHostState.Active
            orderby agency.Name, agency.Id
            select new { Agency = agency, Services = services }
        )
            .AsNoTracking()
            .Take(Most)
            .ToListAsync(ct);
        var dealings = await work.DealingsWith([.. agencies.Select(one => one.Agency.Slug)], ct);
        var zone = DateTimeZoneProviders.Tzdb[loaded.Community.TimeZone];
        return
        [
            .. agencies
                .Select(one => Weighed(one.Agency, one.Services, dealings[one.Agency.Slug], loaded.Inquiry, zone, work))
                // Another team of one's own is no other agency; it stands last.
                .OrderBy(one => one.Own)
                .ThenByDescending(one => Rank(one.AnswersTopic))
                .ThenByDescending(one => Rank(one.SpeaksLanguage))
                .ThenByDescending(one => Rank(one.OpenNow))
                .ThenBy(one => one.Waiting)
                .ThenByDescending(one => one.Completed < TellingNumber ? 0.5 : (double)one.Helped / one.Completed),
        ];
    }

    private ReferTo Weighed(
        AgencyCard agency,
        AgencyServiceCard services,
        ReferralDealings with,
        Inquiry inquiry,
        DateTimeZone zone,
        UnitOfWork work
    )
    {
        var (now, clock) = (work.Now, services.Clock());
        // "Other" is what none of the topics fits: no agency is the right one for it.
        var asked = inquiry.Topics.Where(topic => topic != Topic.Other.Id).ToList();
        var answered = asked.Intersect(services.Topics).ToList();
        var isOpen = clock?.IsOpen(now);
        var referTo = new ReferTo(agency.Slug, agency.Name, agency.Id == work.Agency)
        {
            Topics = answered,
            AnswersTopic = asked.Count == 0 || services.Topics.Count == 0 ? null : answered.Count > 0,
            SpeaksLanguage =
                inquiry.Language is { } language && services.Languages.Count > 0
                    ? services.Languages.Any(spoken => Main(spoken) == Main(language))
                    : null,
            OpenNow = isOpen,
            Until = isOpen == true ? clock!.NextClosing(now) : null,
            OpensAt = isOpen == false ? clock!.NextOpening(now) : null,
            Waiting = with.Waiting,
            Completed = with.Completed,
            Helped = with.Helped,
        };
        return referTo with { Why = [.. Why(referTo, inquiry.Language, now, zone)] };
    }

    private IEnumerable<string> Why(ReferTo to, string? language, Instant now, DateTimeZone zone)
    {
        if (to.AnswersTopic == true)
            yield return texts["Why_Topics", string.Join(texts["And"], to.Topics.Select(Name))];
        else
            yield return texts[to.AnswersTopic == false ? "Why_OtherTopics" : "Why_TopicsUnsaid"];
        if (to.SpeaksLanguage is { } speaks && language is not null)
            yield return texts[speaks ? "Why_Speaks" : "Why_SpeaksNot", Reader.LanguageName(language)];
        if (to.OpenNow is not { } isOpen)
            yield return texts["Why_HoursUnsaid"];
        else if (isOpen)
            yield return to.Until is { } until ? texts["Why_OpenUntil", Soon(until, now, zone)] : texts["Why_Open"];
        else
            yield return texts["Why_ClosedUntil", Soon(to.OpensAt!.Value, now, zone)];
        if (!to.Own)
            yield return texts.Plural("Why_Waiting", to.Waiting);
        if (to.Completed >= TellingNumber)
            yield return texts.Plural("Why_Helped", to.Helped, Reader.Number(to.Completed));
    }

    // The hour alone where it is today.
    private static string Soon(Instant at, Instant now, DateTimeZone zone) =>
        at.InZone(zone).Date == now.InZone(zone).Date
            ? Reader.Hour(at.InZone(zone).TimeOfDay)
            : Reader.Moment(at, zone);

    private static string Name(string topic) => Topic.Find(topic)?.Name(CultureInfo.CurrentUICulture) ?? topic;

    private static string Main(string language) => language.Split('-')[0];

    private static int Rank(bool? fits) =>
        fits switch
        {
            true => 2,
            null => 1,
            _ => 0,
        };
}
