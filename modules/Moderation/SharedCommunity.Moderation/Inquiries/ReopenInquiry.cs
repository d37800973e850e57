using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>
/// Opens a closed inquiry again; its clock starts anew. As the undo of a closing it stands as before, with its clock.
/// </summary>
[ApiRoute(
    "POST",
    "inquiries/{id}/reopen",
    Summary = "Opens a closed inquiry again; its clock starts anew, unless it undoes your own closing of just now."
)]
[FormRoute("/{agency}/{community}/inquiries/{id}/reopen")]
internal sealed class ReopenInquiry(Clocks clocks) : OnInquiry<ReopenInquiry.Request, InquiryItem>
{
    /// <param name="Id">The inquiry.</param>
    /// <param name="Undo">Whether it takes back one's own closing, within a minute; later it is opened again.</param>
    public sealed record Request(InquiryId Id, bool Undo = false) : IOfInquiry;

    /// <inheritdoc />
    protected override Task<Outcome<InquiryItem>> Handle(
        Request request,
        LoadedInquiry subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var who = subject.Worker(work);
        var undone = request.Undo && subject.Inquiry.UndoClose(who, work.Now);
        if (!undone && subject.Inquiry.Reopen(who, clocks.Of(subject.Community), work.Now) is { } no)
            return Task.FromResult<Outcome<InquiryItem>>(no);
        subject.Record(work, InquiryEventKind.Reopened, who);
        return Task.FromResult<Outcome<InquiryItem>>(subject.Done(work));
    }
}
