using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Kernel.UseCases;

/// <summary>Who asks. Says nothing about rights: those are read in the use case's own transaction.</summary>
public abstract record Caller
{
    private Caller() { }

    /// <summary>An account acting for an agency.</summary>
    /// <param name="Account">The account.</param>
    /// <param name="Agency">The agency that the address or the key names.</param>
    public sealed record Staff(AccountId Account, AgencyId Agency) : Caller;

    /// <summary>An account acting on the platform itself.</summary>
    /// <param name="Account">The account.</param>
    public sealed record Platform(AccountId Account) : Caller;

    /// <summary>The system, for one community: jobs and workers, never a request.</summary>
    /// <param name="Community">The community.</param>
    public sealed record System(CommunityId Community) : Caller;
}
