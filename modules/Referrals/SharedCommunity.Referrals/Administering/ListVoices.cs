using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Administering;

/// <summary>Which agencies have software of their own, or ask for it. For those who found agencies.</summary>
[ApiRoute("GET", "platform/voices", Summary = "Agencies with software of their own (platform administrators).")]
internal sealed class ListVoices : Query<ListVoices.Request, ListVoices.Request, Page<VoiceOfAgency>>
{
    internal sealed record Request(string? After = null, int? Limit = null);

    private sealed record Key(bool Granted, AgencyId Id);

    public override Permission Needs => Permissions.GrantVoices;

    protected override Task<Request?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Request?>(request);

    protected override async Task<Outcome<Page<VoiceOfAgency>>> Handle(
        Request request,
        Request subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var voices =
            from voice in work.Db.Set<AgencyVoice>().AsNoTracking()
            join agency in work.Db.Set<AgencyCard>() on voice.AgencyId equals agency.Id
            select new { voice, agency };
        if (!string.IsNullOrEmpty(request.After))
        {
            if (!PageKey.TryRead<Key>(request.After, out var key))
                return Refusal.Malformed(("after", "not_readable"));
            voices = voices.Where(one =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(one.voice.Granted, one.voice.AgencyId),
                    ValueTuple.Create(key.Granted, key.Id)
                )
            );
        }
        var limit = PageKey.Limit(request.Limit);
        // Those who wait for an answer come first.
        var rows = await voices
            .OrderBy(one => one.voice.Granted)
            .ThenBy(one => one.voice.AgencyId)
            .Take(limit + 1)
            .ToListAsync(ct);
        return PageKey.Page(
            rows.ConvertAll(one => new VoiceOfAgency(
                one.agency.Id,
                one.agency.Slug,
                one.agency.Name,
                BusReading.View(one.voice)
            )),
            limit,
            one => new Key(one.Voice.Granted, one.Id)
        );
    }
}
