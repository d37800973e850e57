using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Kernel.Audit;

/// <summary>
/// Who, for which agency, did what to what, when. Ids only, never names or texts. The application role may insert and
/// select, nothing else; it is written in the transaction that it tells of.
/// </summary>
internal sealed class AuditEntry
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Instant At { get; init; }
    public AccountId? AccountId { get; init; }
    public AgencyId? AgencyId { get; init; }
    public StaffId? StaffId { get; init; }
    public CommunityId? CommunityId { get; init; }

    [NotAboutMember("the name of a use case")]
    public string Action { get; init; } = "";

    [NotAboutMember("the kind of thing, a word of ours")]
    public string SubjectKind { get; init; } = "";
    public Guid? SubjectId { get; init; }

    public static IEnumerable<AuditEntry> For(IUseCase useCase, UnitOfWork work, CommunityId? community)
    {
        IEnumerable<(string Type, Guid? Id, CommunityId? Community)> subjects =
            work.Subjects.Count > 0
                ? work.Subjects.Select(s => (s.Type, (Guid?)s.Id, s.Community))
                : [("", null, null)];
        return subjects.Select(subject => new AuditEntry
        {
            At = work.Now,
            AccountId = work.Caller switch
            {
                Caller.Staff staff => staff.Account,
                Caller.Platform platform => platform.Account,
                _ => null,
            },
            AgencyId = work.Caller is Caller.Staff s ? s.Agency : null,
            StaffId = work.HasRights ? work.Rights.Staff : null,
            CommunityId = subject.Community ?? community,
            Action = useCase.GetType().Name,
            SubjectKind = subject.Type,
            SubjectId = subject.Id,
        });
    }
}
