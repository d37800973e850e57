namespace SharedCommunity.Communities.Contracts;

/// <summary>The life-cycle of a community (toolkit 4, the four stages).</summary>
public enum CommunityState
{
    /// <summary>Being prepared: nobody is promised anything yet.</summary>
    Planning,

    /// <summary>Open to members.</summary>
    Open,

    /// <summary>Takes nobody new; members are told when and how it ends.</summary>
    WindingDown,

    /// <summary>Over.</summary>
    Closed,
}
