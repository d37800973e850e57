using System.Text.Json;

namespace SharedCommunity.Referrals.Contracts;

/// <summary>
/// The one contract between agencies (<c>etc/asyncapi.yaml</c>): plain JSON, routed by the slug of the receiving agency.
/// </summary>
/// <param name="Id">The message; the same when it is sent again.</param>
/// <param name="Type">What it says, and so what its body is.</param>
/// <param name="Version">The version of that body.</param>
/// <param name="From">The slug of the agency that says it.</param>
/// <param name="To">The slug of the agency that it is for.</param>
/// <param name="ReferralId">The referral, by the sender's id.</param>
/// <param name="Sequence">Counts what this side says about this referral, from 1; 0 for a mere acknowledgement.</param>
/// <param name="Acknowledges">All of the other side's messages up to this sequence have been taken.</param>
/// <param name="Body">By type.</param>
public sealed record ReferralMessage(
    Guid Id,
    string Type,
    int Version,
    string From,
    string To,
    Guid ReferralId,
    int Sequence,
    int Acknowledges,
    JsonElement Body
);
