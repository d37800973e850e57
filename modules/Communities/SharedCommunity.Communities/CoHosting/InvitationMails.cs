using System.Globalization;
using System.Resources;
using System.Security.Cryptography;
using System.Text;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Texts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Mail;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Communities.CoHosting;

/// <summary>The mail that invites to co-host, in the receiver's language where it is known.</summary>
internal sealed class InvitationMails(Mails mails)
{
    private static readonly ResourceManager Texts = new(typeof(CoHostTexts));

    /// <summary>
    /// Whether a mail may go to the address: one an hour for each community, and a yes counts as sent. An address
    /// without an account has the same limit, which so tells nothing.
    /// </summary>
    public static async Task<bool> MayGo(CommunityId community, string email, UnitOfWork work, CancellationToken ct) =>
        await work.Call(
            "communities.invitation_mail_due",
            [community.Value, SHA256.HashData(Encoding.UTF8.GetBytes(email.ToUpperInvariant())), work.Now],
            row => row.GetBoolean(0),
            ct
        )
            is [true];

    /// <summary>
    /// Sends with the invitation: none tells of what was not done. One to nobody is written all the same, so that
    /// nobody can tell by the time it takes; the pump drops it.
    /// </summary>
    // The link opens nothing by itself: only an administrator of the invited agency finds anything behind it. So it may
    // stand on the receiver's notifications page.
    public Task Send(KnownAccount? to, Invitation invitation, string url, UnitOfWork work, CancellationToken ct)
    {
        var culture = to?.Language is { } language
            ? CultureInfo.GetCultureInfo(language)
            : CultureInfo.CurrentUICulture;
        var body = string.Format(
            culture,
            Texts.GetString("Mail_Body", culture)!,
            invitation.StaffName,
            invitation.AgencyName,
            invitation.CommunityName,
            url
        );
        return mails.Send(
            work,
            new NewMail(to?.Id ?? AccountId.New(), Texts.GetString("Mail_Subject", culture)!, body),
            ct
        );
    }
}
