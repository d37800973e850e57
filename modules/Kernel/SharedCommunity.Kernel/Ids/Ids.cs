using System.Text.Json.Serialization;

namespace SharedCommunity.Kernel.Ids;

/// <summary>Names an agency: a tenant.</summary>
[JsonConverter(typeof(StrongIdJsonConverter<AgencyId>))]
public readonly record struct AgencyId(Guid Value) : IStrongId<AgencyId>
{
    /// <inheritdoc />
    public static AgencyId From(Guid value) => new(value);

    /// <summary>Makes a new id that sorts after those made before it.</summary>
    public static AgencyId New() => new(Guid.CreateVersion7());

    /// <summary>Reads an id from an address.</summary>
    public static bool TryParse(string? text, out AgencyId id)
    {
        var read = Guid.TryParse(text, out var value);
        id = new(value);
        return read;
    }

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>Names an account, which signs in and has no agency.</summary>
[JsonConverter(typeof(StrongIdJsonConverter<AccountId>))]
public readonly record struct AccountId(Guid Value) : IStrongId<AccountId>
{
    /// <inheritdoc />
    public static AccountId From(Guid value) => new(value);

    /// <summary>Makes a new id that sorts after those made before it.</summary>
    public static AccountId New() => new(Guid.CreateVersion7());

    /// <summary>Reads an id from an address.</summary>
    public static bool TryParse(string? text, out AccountId id)
    {
        var read = Guid.TryParse(text, out var value);
        id = new(value);
        return read;
    }

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>Names an account's membership of an agency.</summary>
[JsonConverter(typeof(StrongIdJsonConverter<StaffId>))]
public readonly record struct StaffId(Guid Value) : IStrongId<StaffId>
{
    /// <inheritdoc />
    public static StaffId From(Guid value) => new(value);

    /// <summary>Makes a new id that sorts after those made before it.</summary>
    public static StaffId New() => new(Guid.CreateVersion7());

    /// <summary>Reads an id from an address.</summary>
    public static bool TryParse(string? text, out StaffId id)
    {
        var read = Guid.TryParse(text, out var value);
        id = new(value);
        return read;
    }

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>Names a community.</summary>
[JsonConverter(typeof(StrongIdJsonConverter<CommunityId>))]
public readonly record struct CommunityId(Guid Value) : IStrongId<CommunityId>
{
    /// <inheritdoc />
    public static CommunityId From(Guid value) => new(value);

    /// <summary>Makes a new id that sorts after those made before it.</summary>
    public static CommunityId New() => new(Guid.CreateVersion7());

    /// <summary>Reads an id from an address.</summary>
    public static bool TryParse(string? text, out CommunityId id)
    {
        var read = Guid.TryParse(text, out var value);
        id = new(value);
        return read;
    }

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>Names an agency's bot, app, page or number on a platform.</summary>
[JsonConverter(typeof(StrongIdJsonConverter<ConnectionId>))]
public readonly record struct ConnectionId(Guid Value) : IStrongId<ConnectionId>
{
    /// <inheritdoc />
    public static ConnectionId From(Guid value) => new(value);

    /// <summary>Makes a new id that sorts after those made before it.</summary>
    public static ConnectionId New() => new(Guid.CreateVersion7());

    /// <summary>Reads an id from an address.</summary>
    public static bool TryParse(string? text, out ConnectionId id)
    {
        var read = Guid.TryParse(text, out var value);
        id = new(value);
        return read;
    }

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>Names a place where a community lives on a connection.</summary>
[JsonConverter(typeof(StrongIdJsonConverter<ChannelId>))]
public readonly record struct ChannelId(Guid Value) : IStrongId<ChannelId>
{
    /// <inheritdoc />
    public static ChannelId From(Guid value) => new(value);

    /// <summary>Makes a new id that sorts after those made before it.</summary>
    public static ChannelId New() => new(Guid.CreateVersion7());

    /// <summary>Reads an id from an address.</summary>
    public static bool TryParse(string? text, out ChannelId id)
    {
        var read = Guid.TryParse(text, out var value);
        id = new(value);
        return read;
    }

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>Names the account by which a platform names somebody.</summary>
[JsonConverter(typeof(StrongIdJsonConverter<ChannelAccountId>))]
public readonly record struct ChannelAccountId(Guid Value) : IStrongId<ChannelAccountId>
{
    /// <inheritdoc />
    public static ChannelAccountId From(Guid value) => new(value);

    /// <summary>Makes a new id that sorts after those made before it.</summary>
    public static ChannelAccountId New() => new(Guid.CreateVersion7());

    /// <summary>Reads an id from an address.</summary>
    public static bool TryParse(string? text, out ChannelAccountId id)
    {
        var read = Guid.TryParse(text, out var value);
        id = new(value);
        return read;
    }

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>Names anything posted.</summary>
[JsonConverter(typeof(StrongIdJsonConverter<MessageId>))]
public readonly record struct MessageId(Guid Value) : IStrongId<MessageId>
{
    /// <inheritdoc />
    public static MessageId From(Guid value) => new(value);

    /// <summary>Makes a new id that sorts after those made before it.</summary>
    public static MessageId New() => new(Guid.CreateVersion7());

    /// <summary>Reads an id from an address.</summary>
    public static bool TryParse(string? text, out MessageId id)
    {
        var read = Guid.TryParse(text, out var value);
        id = new(value);
        return read;
    }

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>Names something to be sent through a connection.</summary>
[JsonConverter(typeof(StrongIdJsonConverter<DeliveryId>))]
public readonly record struct DeliveryId(Guid Value) : IStrongId<DeliveryId>
{
    /// <inheritdoc />
    public static DeliveryId From(Guid value) => new(value);

    /// <summary>Makes a new id that sorts after those made before it.</summary>
    public static DeliveryId New() => new(Guid.CreateVersion7());

    /// <summary>Reads an id from an address.</summary>
    public static bool TryParse(string? text, out DeliveryId id)
    {
        var read = Guid.TryParse(text, out var value);
        id = new(value);
        return read;
    }

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>Names a participant of a community.</summary>
[JsonConverter(typeof(StrongIdJsonConverter<MemberId>))]
public readonly record struct MemberId(Guid Value) : IStrongId<MemberId>
{
    /// <inheritdoc />
    public static MemberId From(Guid value) => new(value);

    /// <summary>Makes a new id that sorts after those made before it.</summary>
    public static MemberId New() => new(Guid.CreateVersion7());

    /// <summary>Reads an id from an address.</summary>
    public static bool TryParse(string? text, out MemberId id)
    {
        var read = Guid.TryParse(text, out var value);
        id = new(value);
        return read;
    }

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>Names a need put to the community.</summary>
[JsonConverter(typeof(StrongIdJsonConverter<InquiryId>))]
public readonly record struct InquiryId(Guid Value) : IStrongId<InquiryId>
{
    /// <inheritdoc />
    public static InquiryId From(Guid value) => new(value);

    /// <summary>Makes a new id that sorts after those made before it.</summary>
    public static InquiryId New() => new(Guid.CreateVersion7());

    /// <summary>Reads an id from an address.</summary>
    public static bool TryParse(string? text, out InquiryId id)
    {
        var read = Guid.TryParse(text, out var value);
        id = new(value);
        return read;
    }

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>Names a moderator's answer to an inquiry.</summary>
[JsonConverter(typeof(StrongIdJsonConverter<AnswerId>))]
public readonly record struct AnswerId(Guid Value) : IStrongId<AnswerId>
{
    /// <inheritdoc />
    public static AnswerId From(Guid value) => new(value);

    /// <summary>Makes a new id that sorts after those made before it.</summary>
    public static AnswerId New() => new(Guid.CreateVersion7());

    /// <summary>Reads an id from an address.</summary>
    public static bool TryParse(string? text, out AnswerId id)
    {
        var read = Guid.TryParse(text, out var value);
        id = new(value);
        return read;
    }

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>Names one side of a referral; the sender's names the referral on the bus as well.</summary>
[JsonConverter(typeof(StrongIdJsonConverter<ReferralId>))]
public readonly record struct ReferralId(Guid Value) : IStrongId<ReferralId>
{
    /// <inheritdoc />
    public static ReferralId From(Guid value) => new(value);

    /// <summary>Makes a new id that sorts after those made before it.</summary>
    public static ReferralId New() => new(Guid.CreateVersion7());

    /// <summary>Reads an id from an address.</summary>
    public static bool TryParse(string? text, out ReferralId id)
    {
        var read = Guid.TryParse(text, out var value);
        id = new(value);
        return read;
    }

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}
