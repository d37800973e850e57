using System.Globalization;
using System.Resources;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Telegram;
using SharedCommunity.Channels.Texts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Notices;

/// <summary>
/// Asks people who wrote to a bot of several communities which one they mean. As with a delivery, the attempt is
/// recorded before the call and is not repeated by itself.
/// </summary>
internal sealed class CommunityQuestions(Work work, ConnectionVault vault, TelegramSender sender)
{
    private static readonly ResourceManager Texts = new(typeof(ChannelsTexts));
    private static readonly string[] Spoken = ["en", "fr", "ar"];

    /// <summary>Asks all who are to be asked; a host that dies in between leaves its question as attempted.</summary>
    public async Task AskAll(Guid holder, CancellationToken ct)
    {
        var due = await work.Call(
            "channels.questions_waiting",
            [],
            row =>
                (
                    Connection: ConnectionId.From(row.GetGuid(0)),
                    Owner: AgencyId.From(row.GetGuid(1)),
                    Account: row.GetString(2)
                ),
            ct
        );
        foreach (var connection in due.GroupBy(d => d.Connection))
        {
            var lease = await work.Call(
                "kernel.lease_take",
                [$"questions:{connection.Key}", holder, 120],
                row => row.GetBoolean(0),
                ct
            );
            if (lease is not [true] || await Open(connection.Key, ct) is not { } open)
                continue;
            foreach (var (_, owner, account) in connection)
                await Ask(open, owner, account, ct);
        }
    }

    // The questions of a bot whose token cannot be opened wait; the others' go on.
    private async Task<OpenedConnection?> Open(ConnectionId connection, CancellationToken ct)
    {
        try
        {
            return await vault.Open(connection, ct);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private async Task Ask(OpenedConnection open, AgencyId owner, string account, CancellationToken ct)
    {
        var text = await Move(
            open.Id,
            owner,
            account,
            QuestionState.Due,
            QuestionState.Attempted,
            async (choice, unit, token) => await Words(choice, unit, token),
            ct
        );
        if (text is null)
            return;
        var result = await sender.Send(open.Token, account, text, null, null, CancellationToken.None);
        // Only what certainly did not leave is asked again.
        var next = result is SendResult.RetryAfter ? QuestionState.Due : QuestionState.Settled;
        await Move(
            open.Id,
            owner,
            account,
            QuestionState.Attempted,
            next,
            (_, _, _) => Task.FromResult(""),
            CancellationToken.None
        );
    }

    private Task<string?> Move(
        ConnectionId connection,
        AgencyId owner,
        string account,
        QuestionState from,
        QuestionState to,
        Func<PrivateLineChoice, UnitOfWork, CancellationToken, Task<string>> then,
        CancellationToken ct
    ) =>
        work.Run(
            Scope.Agency(owner),
            async (unit, token) =>
            {
                var choice = await unit
                    .Db.Set<PrivateLineChoice>()
                    .FromSql(
                        $"select * from channels.private_line_choices where connection_id = {connection.Value} and account = {account} for update"
                    )
                    .SingleOrDefaultAsync(token);
                if (choice is null || choice.Question != from)
                    return null;
                choice.Question = to;
                return (string?)await then(choice, unit, token);
            },
            ct
        );

    private static async Task<string> Words(PrivateLineChoice choice, UnitOfWork unit, CancellationToken ct)
    {
        var names = await unit.Call(
            "channels.communities_on",
            [choice.ConnectionId.Value],
            row => (Id: row.GetGuid(0), Name: row.GetString(1)),
            ct
        );
        var questions = Spoken.Select(l => Texts.GetString("Question_WhichCommunity", CultureInfo.GetCultureInfo(l))!);
        var list = choice.Offered.Select(
            (id, i) => $"{i + 1}. {names.Where(n => n.Id == id).Select(n => n.Name).FirstOrDefault() ?? "–"}"
        );
        return string.Join('\n', [.. questions, "", .. list]);
    }
}
