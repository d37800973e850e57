using System.Globalization;
using System.Resources;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Texts;
using SharedCommunity.Kernel.Mail;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Communities.CoHosting;

/// <summary>The mail that invites to co-host, in the receiver's language where it is known.</summary>
internal sealed class InvitationMails(Mails mails)
{
    private static readonly ResourceManager Texts = new(typeof(CoHostTexts));

    /// <summary>Sends with the invitation: none tells of what was not done.</summary>
    // The link opens nothing by itself: only an administrator of the invited agency finds anything behind it. So it may
    // stand on the receiver's notifications page.
    public Task Send(KnownAccount to, Invitation invitation, string url, UnitOfWork work, CancellationToken ct)
    {
        var culture = to.Language is { } language ? CultureInfo.GetCultureInfo(language) : CultureInfo.CurrentUICulture;
        var body = string.Format(
            culture,
            Texts.GetString("Mail_Body", culture)!,
            invitation.StaffName,
            invitation.AgencyName,
            invitation.CommunityName,
            url
        );
        return mails.Send(work, new NewMail(to.Id, Texts.GetString("Mail_Subject", culture)!, body), ct);
    }
}
