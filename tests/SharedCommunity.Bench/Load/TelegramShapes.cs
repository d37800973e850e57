namespace SharedCommunity.Bench.Load;

/// <summary>Telegram updates of the size that performance figures of this project are stated for: a text of 300 bytes.</summary>
internal static class TelegramShapes
{
    private const string Question =
        "Hello everyone, we arrived last month and our daughter is eight years old. Could somebody please tell us how we "
        + "register her at the school near our street, which papers the school wants to see, and whether the bus in the "
        + "morning is free for children? We asked at the office already but nobody was there. Thanks?";

    public static Shape Group(
        string path,
        string secret,
        long chat,
        long members,
        long firstMember = Shape.TenDigits
    ) => Update(path, secret, $$"""{"id":{{chat}},"title":"Newcomers","type":"supergroup"}""", members, firstMember);

    public static Shape Private(string path, string secret, long members, long firstMember = Shape.TenDigits) =>
        Update(path, secret, """{"id":{{member}},"first_name":"Amina","type":"private"}""", members, firstMember);

    private static Shape Update(string path, string secret, string chat, long members, long firstMember) =>
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
                + Question
                + "\"}}",
            firstMember,
            members
        );
}
