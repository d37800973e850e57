using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Inquiries;

namespace SharedCommunity.Moderation.Queue;

/// <summary>Lists the inquiries of a community by due time; what has no clock comes last, by age.</summary>
[ApiRoute("GET", "communities/{id}/queue", Summary = "The inquiries of a community, the most urgent first.")]
internal sealed class ListQueue : Query<ListQueue.Request, LoadedQueue, Page<InquiryItem>>
{
    /// <param name="Id">The community.</param>
    /// <param name="State">Where they stand, or how urgent they are; left out for all that are not closed.</param>
    /// <param name="Language">Their language, BCP 47.</param>
    /// <param name="Agency">The slug of the agency that is on them, or that they were handed to.</param>
    /// <param name="Mine">Those that one is on oneself.</param>
    /// <param name="Channel">The platform that they came by, lower case.</param>
    /// <param name="Private">Whether they came on the private line.</param>
    /// <param name="After">Where the page before ended.</param>
    /// <param name="Limit">How many.</param>
    public sealed record Request(
        CommunityId Id,
        QueueState? State = null,
        string? Language = null,
        string? Agency = null,
        bool Mine = false,
        string? Channel = null,
        bool? Private = null,
        string? After = null,
        int? Limit = null
    );

    /// <inheritdoc />
    public override Permission Needs => QueuePermissions.Read;

    /// <inheritdoc />
    protected override Task<LoadedQueue?> Load(Request request, UnitOfWork work, CancellationToken ct)
    {
        PageKey.TryRead<QueueKey>(request.After, out var after);
        return QueueReading.Of(
            request.Id,
            new(
                request.State,
                request.Language,
                request.Agency,
                request.Mine,
                request.Channel,
                request.Private,
                after,
                PageKey.Limit(request.Limit)
            ),
            work,
            ct
        );
    }

    /// <inheritdoc />
    protected override Task<Outcome<Page<InquiryItem>>> Handle(
        Request request,
        LoadedQueue subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (!string.IsNullOrEmpty(request.After) && !PageKey.TryRead<QueueKey>(request.After, out _))
            return Task.FromResult<Outcome<Page<InquiryItem>>>(Refusal.Malformed(("after", "not_readable")));
        var page = PageKey.Page(subject.Lines, PageKey.Limit(request.Limit), line => line.Key);
        return Task.FromResult<Outcome<Page<InquiryItem>>>(
            new Page<InquiryItem>([.. page.Items.Select(line => line.Item)], page.Next)
        );
    }
}
