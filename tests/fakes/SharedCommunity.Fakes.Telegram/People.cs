namespace SharedCommunity.Fakes.Telegram;

/// <summary>Somebody who has a Telegram account.</summary>
public sealed record Person(
    long Id,
    string FirstName,
    string? LastName = null,
    string? Username = null,
    string? LanguageCode = null
);

/// <summary>A group, supergroup or channel on Telegram.</summary>
public sealed record Group(long Id, string Title, string Type = "supergroup");

/// <summary>A bot: its token is <c>id:secret</c>, as BotFather hands it out.</summary>
public sealed record BotIdentity(string Token, string Username, string FirstName = "Community bot")
{
    public long Id =>
        long.Parse(Token.AsSpan(0, Token.IndexOf(':')), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The bot as a user, as it stands in updates about itself.</summary>
    public Person AsPerson() => new(Id, FirstName, Username: Username);
}
