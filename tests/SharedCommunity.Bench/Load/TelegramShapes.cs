namespace SharedCommunity.Bench.Load;

/// <summary>Telegram updates of the size that performance figures of this project are stated for: a text of 300 bytes.</summary>
internal static class TelegramShapes
{
    private const string Question =
        "Hello everyone, we arrived last month and our daughter is eight years old. Could somebody please tell us how we "
        + "register her at the school near our street, which papers the school wants to see, and whether the bus in the "
        + "morning is free for children? We asked at the office already but nobody was there. Thanks?";

    private const string Greeting =
        "Hello everyone, we arrived last month from the north of the country and are glad to be here with all of you. My "
        + "name is Amina, my husband works in a bakery and our daughter is eight years old. We live near the big park and "
        + "like to walk there in the evening. Thank you for the warm welcome, and good night to you all.";

    /// <summary>Somebody asks something in a group.</summary>
    public static Shape Group(
        string path,
        string secret,
        long chat,
        long members,
        long firstMember = Shape.TenDigits
    ) => Update(path, secret, GroupChat(chat), Question, members, firstMember, 0);

    /// <summary>Somebody asks the bot alone.</summary>
    public static Shape Private(string path, string secret, long members, long firstMember = Shape.TenDigits) =>
        Update(path, secret, PrivateChat, Question, members, firstMember, 0);

    /// <summary>Somebody said hello in a group a day ago, which makes them known and asks for nothing.</summary>
    public static Shape GroupGreeting(string path, string secret, long chat, long members, long firstMember) =>
        Update(path, secret, GroupChat(chat), Greeting, members, firstMember, ADay);

    /// <summary>Somebody said hello to the bot alone a day ago.</summary>
    public static Shape PrivateGreeting(string path, string secret, long members, long firstMember) =>
        Update(path, secret, PrivateChat, Greeting, members, firstMember, ADay);

    private const long ADay = 24 * 3600;
    private const string PrivateChat = """{"id":{{member}},"first_name":"Amina","type":"private"}""";

    private static string GroupChat(long chat) => $$"""{"id":{{chat}},"title":"Newcomers","type":"supergroup"}""";

    private static Shape Update(
        string path,
        string secret,
        string chat,
        string text,
        long members,
        long firstMember,
        long ago
    ) =>
        new(
            "POST",
            path,
            new Dictionary<string, string>
            {
                ["Content-Type"] = "application/json",
                ["X-Telegram-Bot-Api-Secret-Token"] = secret,
            },
            """{"update_id":{{number}},"message":{"message_id":{{number}},"from":{"id":{{member}},"is_bot":false,"first_name":"Amina","language_code":"en"},"chat":"""
                + chat
                + ""","date":{{time}},"text":"""
                + '"'
                + text
                + "\"}}",
            firstMember,
            members,
            ago
        );
}
