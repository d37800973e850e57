using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>The staff member who does something, as colleagues will read it in the history.</summary>
internal sealed record Worker(StaffId Staff, string Name, AgencyId Agency, string AgencySlug, string AgencyName);
