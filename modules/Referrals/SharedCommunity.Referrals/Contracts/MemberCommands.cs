namespace SharedCommunity.Referrals.Contracts;

/// <summary>What members may say to the bot about their referrals.</summary>
public static class MemberCommands
{
    /// <summary>Asks where one's referrals stand: <c>/referrals</c>.</summary>
    public const string Referrals = "referrals";
}
