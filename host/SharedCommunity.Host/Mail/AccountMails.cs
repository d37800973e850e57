using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Host.Accounts;
using SharedCommunity.Host.Serving;
using SharedCommunity.Host.SignIn;
using SharedCommunity.Host.Texts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Mail;

namespace SharedCommunity.Host.Mail;

/// <summary>The mails that concern an account alone, in the language of whoever asked.</summary>
internal sealed class AccountMails(
    Mails mails,
    AccountDirectory directory,
    IAccounts accounts,
    HostSettings settings,
    IOptions<MailSettings> mail,
    ResetLimits limits,
    IStringLocalizer<SignInTexts> texts
)
{
    /// <summary>Whether mail leaves this installation at all.</summary>
    public bool AreOn => mail.Value.IsOn;

    /// <summary>Sends a link for a new password, if there is such an account; says nothing of whether there is.</summary>
    public async Task ForgottenPassword(string email, CancellationToken stop)
    {
        if (!AreOn || await directory.Find(email) is not { } account || !await limits.Allows(account, stop))
        {
            return;
        }

        var link = settings.PublicUrl + await accounts.IssueResetLink(account, stop);
        await mails.Send(
            new NewMail(account, texts["Mail_Reset_Subject"], texts["Mail_Reset_Body", link], GivesAccess: true),
            stop
        );
    }

    /// <summary>Tells an account's owner that its password was changed.</summary>
    public Task PasswordChanged(AccountId account, CancellationToken stop) =>
        mails.Send(new NewMail(account, texts["Mail_Changed_Subject"], texts["Mail_Changed_Body"]), stop);

    /// <summary>Tells an account's owner that a second factor was set up.</summary>
    public Task SecondFactorSetUp(AccountId account, CancellationToken stop) =>
        mails.Send(new NewMail(account, texts["Mail_Factor_Subject"], texts["Mail_Factor_Body"]), stop);
}
