using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Contracts;

/// <summary>The roles that a form offers for one community, or for all that the agency co-hosts.</summary>
/// <param name="Id">Tells the groups of a form apart; null for all communities.</param>
/// <param name="Community">The community's name; null for all.</param>
/// <param name="Roles">Each role, and how a form writes it.</param>
public sealed record RoleChoice(string? Id, string? Community, IReadOnlyList<(Role Role, string Written)> Roles);
