using NodaTime;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>Writes a note for colleagues; members never see it.</summary>
[ApiRoute("POST", "inquiries/{id}/notes", Summary = "Writes a note for colleagues.", Creates = true)]
[FormRoute("/{agency}/{community}/inquiries/{id}/notes")]
internal sealed class NoteOnInquiry : OnInquiry<NoteOnInquiry.Request, NoteOnInquiry.Result>
{
    /// <param name="Id">The inquiry.</param>
    /// <param name="Text">The note.</param>
    public sealed record Request(InquiryId Id, string Text) : IOfInquiry;

    /// <param name="Id">The note.</param>
    public sealed record Result(Guid Id);

    /// <inheritdoc />
    protected override Task<Outcome<Result>> Handle(
        Request request,
        LoadedInquiry subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (Words.Problem(request.Text, "text") is { } no)
            return Task.FromResult<Outcome<Result>>(no);
        var note = Of(subject, subject.Worker(work), request.Text.Trim(), work.Now);
        work.Db.Add(note);
        _ = subject.Done(work);
        return Task.FromResult<Outcome<Result>>(new Result(note.Id));
    }

    public static InquiryNote Of(LoadedInquiry subject, Worker who, string text, Instant now) =>
        new()
        {
            CommunityId = subject.CommunityId,
            InquiryId = subject.Inquiry.Id,
            CustodyAgencyId = subject.Inquiry.CustodyAgencyId,
            Text = text,
            StaffId = who.Staff,
            StaffName = who.Name,
            AgencyId = who.Agency,
            AgencyName = who.AgencyName,
            At = now,
        };
}
