using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Membership.Contracts;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Rules;
using SharedCommunity.Referrals.Sending;
using SharedCommunity.Referrals.Telling;

namespace SharedCommunity.Referrals.Asking;

/// <summary>Asks a member whether something may be shared. Of one inquiry one question is open at a time.</summary>
internal sealed class ConsentAsking(MemberVoice voice, IConfiguration configuration) : IConsentAsking
{
    private const int LongestService = 200;

    /// <inheritdoc />
    public async Task<Outcome<ConsentAskItem>> InChat(UnitOfWork work, NewConsentAsk ask, CancellationToken ct)
    {
        if (await MemberVoice.LineTo(ask.Community, ask.Member, work, ct) is not { } line)
            return Refusals.NoPrivateLine;
        var (made, url) = await Make(work, ask, inChat: true, ct);
        if (!made.IsDone)
            return made.Refusal;
        var asked = made.Value;
        var wording = await ConsentWording.Of(asked, await LanguageOf(ask, work, ct), work, ct);
        // The link stands in the message alone: what is kept of it for staff opens nothing.
        await voice.Ask(
            asked,
            line,
            wording.Text,
            wording.Say("Ask_Chat_Link", $"{url}?lang={wording.Language}"),
            new(
                [
                    new DeliveryChoice(
                        wording.Say("Ask_Yes"),
                        MemberChoice.ValueOf(MemberChoice.ConsentYes, asked.Id, wording.Language)
                    ),
                    new DeliveryChoice(
                        wording.Say("Ask_No"),
                        MemberChoice.ValueOf(MemberChoice.ConsentNo, asked.Id, wording.Language)
                    ),
                ],
                Several: false
            ),
            work,
            ct
        );
        return asked.Item(work.Now);
    }

    /// <inheritdoc />
    public async Task<Outcome<ConsentLink>> ByLink(UnitOfWork work, NewConsentAsk ask, CancellationToken ct)
    {
        var (made, url) = await Make(work, ask, inChat: false, ct);
        return made.IsDone
            ? new ConsentLink(made.Value.Item(work.Now), $"{url}?lang={await LanguageOf(ask, work, ct)}")
            : made.Refusal;
    }

    private async Task<(Outcome<ConsentAsk> Made, string Url)> Make(
        UnitOfWork work,
        NewConsentAsk ask,
        bool inChat,
        CancellationToken ct
    )
    {
        if (Wrong(ask, work) is { } wrong)
            return (wrong, "");
        if (await Receivers.Find(ask.To, ask.Community, work, ct) is not { } to)
            return (Refusals.NoSuchAgency, "");
        var before = await work
            .Db.Set<ConsentAsk>()
            .FromSql(
                $"select * from referrals.consent_asks where inquiry_id = {ask.Inquiry.Value} and answered_at is null for update"
            )
            .ToListAsync(ct);
        before.ForEach(one => one.Replace(work.Now));
        var token = ConsentAsk.NewToken();
        var asked = new ConsentAsk
        {
            AgencyId = work.Agency,
            CommunityId = ask.Community,
            MemberId = ask.Member,
            InquiryId = ask.Inquiry,
            ToSlug = to.Slug,
            ToName = to.Name,
            Service = ask.Service.Trim(),
            Scope = [.. ask.Scope.Distinct().Select(kind => kind.ToString())],
            Until = ask.Until,
            TokenHash = ConsentAsk.HashOf(token),
            InChat = inChat,
            AskedAt = work.Now,
            AskedBy = work.Rights.Staff,
            ExpiresAt = work.Now + ConsentAsk.Lifetime,
        };
        work.Db.Add(asked);
        work.Concerns("consent", asked.Id, ask.Community);
        return (asked, $"{SiteAddress.Of(configuration)}{ConsentDoor.AddressOf(token)}");
    }

    private static Refusal? Wrong(NewConsentAsk ask, UnitOfWork work) =>
        string.IsNullOrWhiteSpace(ask.Service) ? Refusal.Invalid(("service", "missing"))
        : ask.Service.Length > LongestService ? Refusal.Invalid(("service", "too_long"))
        // What says nothing of who it is needs no yes.
        : !ReferralDesk.Personal(ask.Scope).Any() ? Refusal.Invalid(("share", "missing"))
        : ask.Until <= work.Now ? Refusal.Invalid(("until", "in_the_past"))
        : null;

    /// <summary>The language that the member writes; else the inquiry's, else the community's first.</summary>
    private static async Task<string> LanguageOf(NewConsentAsk ask, UnitOfWork work, CancellationToken ct)
    {
        var known = await work
            .Db.Set<MemberCard>()
            .Where(member => member.CommunityId == ask.Community && member.Id == ask.Member)
            .Select(member => member.Language)
            .FirstOrDefaultAsync(ct);
        var community = await work.Community(ask.Community, ct);
        return ConsentWording.LanguageOf([known, ask.Language, .. community?.Languages ?? []]);
    }
}
