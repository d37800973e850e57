using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Rules;

/// <summary>What this module refuses, by name; the words stand in its texts.</summary>
internal static class Refusals
{
    /// <summary>The bot is connected already.</summary>
    public static readonly Refusal ConnectionExists = new("connection_exists", RefusalKind.Conflict);

    /// <summary>The connection has been given up.</summary>
    public static readonly Refusal ConnectionClosed = new("connection_closed", RefusalKind.Conflict);

    /// <summary>The group belongs to a community already.</summary>
    public static readonly Refusal AlreadyBound = new("already_bound", RefusalKind.Conflict);

    /// <summary>Somebody has decided the request already.</summary>
    public static readonly Refusal AlreadyDecided = new("already_decided", RefusalKind.Conflict);

    /// <summary>The message is on its way or gone.</summary>
    public static readonly Refusal DeliveryGone = new("delivery_gone", RefusalKind.Conflict);

    /// <summary>A part of the message has arrived.</summary>
    public static readonly Refusal PartlyArrived = new("partly_arrived", RefusalKind.Conflict);

    /// <summary>Only what failed or vanished can be sent again.</summary>
    public static readonly Refusal NotRetryable = new("not_retryable", RefusalKind.Conflict);

    /// <summary>The event is not parked any more.</summary>
    public static readonly Refusal EventGone = new("event_gone", RefusalKind.Conflict);
}
