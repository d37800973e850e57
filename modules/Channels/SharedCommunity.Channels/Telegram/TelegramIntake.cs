using System.Text.Json;
using System.Text.Unicode;

namespace SharedCommunity.Channels.Telegram;

/// <summary>What the hook needs to know of a body before it is journalled.</summary>
internal enum IntakeVerdict
{
    /// <summary>JSON with an update id.</summary>
    Ok,

    /// <summary>Not JSON in UTF-8.</summary>
    NotJson,

    /// <summary>JSON, but without the id that makes it unique.</summary>
    NoId,
}

/// <summary>The verdict, and what names the event and its lane; 0 where the update has no chat or sender.</summary>
internal readonly record struct TelegramIntake(IntakeVerdict Verdict, long UpdateId, long ChatId, long SenderId)
{
    // Depth costs the reader one bit a level: a body that is only brackets is still JSON, and is journalled.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1 << 20 };

    /// <summary>
    /// Walks over the body once and allocates nothing: the whole of it must be JSON, but only three numbers are read.
    /// </summary>
    public static TelegramIntake Scan(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
            return new(IntakeVerdict.NotJson, 0, 0, 0);
        try
        {
            return Walk(body);
        }
        catch (JsonException)
        {
            return new(IntakeVerdict.NotJson, 0, 0, 0);
        }
    }

    private static TelegramIntake Walk(ReadOnlySpan<byte> body)
    {
        long? update = null;
        long chat = 0;
        long sender = 0;
        var reader = new Utf8JsonReader(body, Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            while (reader.Read()) { }
            return new(IntakeVerdict.NoId, 0, 0, 0);
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = Named(ref reader, "update_id"u8);
            reader.Read();
            if (isId)
                update = Number(ref reader);
            else if (reader.TokenType == JsonTokenType.StartObject)
                Kind(ref reader, ref chat, ref sender);
            else
                reader.Skip();
        }
        while (reader.Read()) { }
        return update is { } id ? new(IntakeVerdict.Ok, id, chat, sender) : new(IntakeVerdict.NoId, 0, 0, 0);
    }

    /// <summary>Inside <c>message</c>, <c>chat_member</c> and their like.</summary>
    private static void Kind(ref Utf8JsonReader reader, ref long chat, ref long sender)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isChat = Named(ref reader, "chat"u8);
            var isSender = !isChat && (Named(ref reader, "from"u8) || Named(ref reader, "user"u8));
            // A pressed button names its chat one level deeper.
            var isMessage = !isChat && !isSender && Named(ref reader, "message"u8);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                reader.Skip();
            else if (isChat)
                First(ref chat, Id(ref reader));
            else if (isSender)
                First(ref sender, Id(ref reader));
            else if (isMessage)
            {
                long nobody = 0;
                Kind(ref reader, ref chat, ref nobody);
            }
            else
                reader.Skip();
        }
    }

    private static long Id(ref Utf8JsonReader reader)
    {
        long id = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = Named(ref reader, "id"u8);
            reader.Read();
            if (isId)
                id = Number(ref reader) ?? 0;
            else
                reader.Skip();
        }
        return id;
    }

    private static void First(ref long known, long found) => known = known == 0 ? found : known;

    private static long? Number(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number))
            return number;
        reader.Skip();
        return null;
    }

    private static bool Named(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        // A name written with escapes may hold half a surrogate pair, which the comparison refuses to look at.
        if (!reader.ValueIsEscaped)
            return reader.ValueTextEquals(name);
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
