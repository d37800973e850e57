using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Inquiries;

namespace SharedCommunity.Moderation.Custody;

/// <summary>
/// Moves a private inquiry and all that hangs on it into an agency's custody and out of it. Row-level security does not
/// let a row be moved out of the mover's sight, so the last step is a definer function that checks the custody.
/// </summary>
internal sealed class Custodian(IMessages messages)
{
    /// <summary>After a verb has claimed a private inquiry: what hangs on it follows into custody.</summary>
    public async Task Follow(LoadedInquiry loaded, AgencyId? before, UnitOfWork work, CancellationToken ct)
    {
        var inquiry = loaded.Inquiry;
        if (!inquiry.Private || before is not null || inquiry.CustodyAgencyId is null)
            return;
        await work.Db.SaveChangesAsync(ct);
        var (its, deliveries) = await HangOn(inquiry.Id, work, ct);
        await messages.TakeCustody(work, its, deliveries, ct);
        await Step("moderation.custody_take", [inquiry.Id.Value], work, ct);
    }

    /// <summary>Ends the custody of the caller's agency; nothing of the inquiry may be touched after it.</summary>
    /// <param name="loaded">The inquiry.</param>
    /// <param name="to">The next custodian; null gives it back to all.</param>
    /// <param name="work">The unit of work.</param>
    /// <param name="ct">Stops it.</param>
    public async Task End(LoadedInquiry loaded, AgencyId? to, UnitOfWork work, CancellationToken ct)
    {
        await work.Db.SaveChangesAsync(ct);
        var (its, deliveries) = await HangOn(loaded.Inquiry.Id, work, ct);
        await messages.EndCustody(work, its, deliveries, to, ct);
        await Step("moderation.custody_end", [loaded.Inquiry.Id.Value, to?.Value], work, ct);
        work.Db.ChangeTracker.Clear();
    }

    private static async Task<(List<MessageId>, List<DeliveryId>)> HangOn(
        InquiryId inquiry,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var its = await work
            .Db.Set<InquiryMessage>()
            .Where(message => message.InquiryId == inquiry)
            .Select(message => message.MessageId)
            .ToListAsync(ct);
        var deliveries = await work
            .Db.Set<Answer>()
            .Where(answer => answer.InquiryId == inquiry && answer.Private && answer.DeliveryId != null)
            .Select(answer => answer.DeliveryId!.Value)
            .ToListAsync(ct);
        return (its, deliveries);
    }

    private static async Task Step(string function, object?[] arguments, UnitOfWork work, CancellationToken ct)
    {
        var done = await work.Call(function, arguments, row => row.GetBoolean(0), ct);
        if (done is not [true])
            throw new InvalidOperationException($"{function} did not find the inquiry in the expected custody.");
    }
}
