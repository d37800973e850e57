using System.Resources;
using Microsoft.Extensions.Configuration;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Texts;

namespace SharedCommunity.Referrals.Sending;

/// <summary>
/// Where something leaves on the ground of an emergency, nobody decides alone: a second person of the agency is told in
/// the same transaction, whom the sender chose, or else its administrators.
/// </summary>
internal sealed class SecondPerson(IStaffMail mail, IConfiguration configuration)
{
    private static readonly ResourceManager Texts = new(typeof(ConsentsTexts));

    /// <summary>Tells them; the names of those who were told. Empty where there is nobody else.</summary>
    public Task<IReadOnlyList<string>> Tell(
        ReferralId referral,
        AgencyCard own,
        AgencyCard receiver,
        StaffId? chosen,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var address = $"{SiteAddress.Of(configuration)}/{own.Slug}/referrals/{referral}";
        var sender = work.HasRights ? work.Rights.DisplayName : own.Name;
        return mail.Send(
            work,
            chosen,
            // Not a word about the member: a mail lies where others read it.
            culture =>
                (
                    Texts.GetString("Emergency_Mail_Subject", culture)!,
                    string.Format(
                        culture,
                        Texts.GetString("Emergency_Mail_Body", culture)!,
                        sender,
                        receiver.Name,
                        address
                    )
                ),
            ct
        );
    }
}
