using Microsoft.EntityFrameworkCore;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Membership.Contracts;

namespace SharedCommunity.Membership.Members;

/// <summary>Shows one member.</summary>
[ApiRoute("GET", "members/{id}", Summary = "One member.")]
internal sealed class ShowMember : Query<ShowMember.Request, MemberCard, MemberItem>
{
    /// <param name="Id">The member.</param>
    public sealed record Request(MemberId Id);

    /// <inheritdoc />
    public override Permission Needs => MemberPermissions.Read;

    /// <inheritdoc />
    protected override Task<MemberCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<MemberCard>().FirstOrDefaultAsync(member => member.Id == request.Id, ct);

    /// <inheritdoc />
    protected override Task<Outcome<MemberItem>> Handle(
        Request request,
        MemberCard subject,
        UnitOfWork work,
        CancellationToken ct
    ) =>
        Task.FromResult<Outcome<MemberItem>>(
            new MemberItem(
                subject.Id,
                subject.CommunityId,
                subject.Name,
                subject.Language,
                subject.JoinedAt,
                subject.LeftAt
            )
        );
}
