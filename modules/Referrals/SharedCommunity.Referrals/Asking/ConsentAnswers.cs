using Microsoft.EntityFrameworkCore;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Telling;

namespace SharedCommunity.Referrals.Asking;

/// <summary>Takes a member's answer, from the page or from the chat: the first counts, and only while it is asked.</summary>
internal sealed class ConsentAnswers(MemberVoice voice)
{
    /// <summary>A question, locked until the end of the unit of work.</summary>
    public static async Task<ConsentAsk?> Locked(Guid id, UnitOfWork work, CancellationToken ct) =>
        (
            await work
                .Db.Set<ConsentAsk>()
                .FromSql($"select * from referrals.consent_asks where id = {id} for update")
                .ToListAsync(ct)
        ).FirstOrDefault();

    /// <summary>Writes the answer down, with the wording that was shown; whether it still could be given.</summary>
    public static async Task<bool> Answer(
        ConsentAsk ask,
        bool yes,
        string language,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (ask.StateAt(work.Now) != ConsentAskState.Asked)
            return false;
        var wording = await ConsentWording.Of(ask, language, work, ct);
        if (ask.Answer(yes, wording.Text, language, work.Now) is { } consent)
            work.Db.Add(consent);
        work.Changed(ask.CommunityId, "queue");
        work.Changed(ask.AgencyId, "referrals");
        return true;
    }

    /// <summary>The member tapped an answer under our message; nobody else's question can be answered so.</summary>
    public async Task Tapped(
        Guid id,
        bool yes,
        string language,
        MemberChoice choice,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (
            await Locked(id, work, ct) is not { } ask
            || ask.MemberId != choice.MemberId
            || ask.CommunityId != choice.CommunityId
            || !ConsentWording.Spoken.Contains(language)
        )
            return;
        var counts = await Answer(ask, yes, language, work, ct);
        var wording = await ConsentWording.Of(ask, language, work, ct);
        await voice.Answer(
            ask.CommunityId,
            ask.MemberId,
            wording.Outcome(ask.StateAt(work.Now), again: !counts),
            null,
            work,
            ct
        );
    }
}
