using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Kernel.UseCases;

/// <summary>A success kept for a day, so that the same request sent twice is done once.</summary>
internal sealed class KeptOutcome
{
    public AccountId AccountId { get; init; }
    public AgencyId? AgencyId { get; init; }

    [NotAboutMember("a class name")]
    public string UseCase { get; init; } = "";

    [NotAboutMember("random, chosen by the caller's page or program")]
    public string Key { get; init; } = "";

    [NotAboutMember("a hash")]
    public byte[] ContentHash { get; init; } = [];

    /// <summary>The result as json; null where it held a secret.</summary>
    [AboutMember]
    public string? Result { get; init; }
    public Instant At { get; init; }
}

/// <summary>What makes two requests the same: caller, use case, key and content.</summary>
internal sealed record IdempotencyKey(AccountId Account, AgencyId? Agency, string UseCase, string Key, byte[] Hash)
{
    private const int Longest = 200;

    public static IdempotencyKey? For<TRequest>(IUseCase useCase, TRequest request, Caller caller, string? key)
    {
        var (account, agency) = caller switch
        {
            Caller.Staff staff => (staff.Account, (AgencyId?)staff.Agency),
            Caller.Platform platform => (platform.Account, null),
            _ => (default, null),
        };
        if (string.IsNullOrWhiteSpace(key) || account == default)
        {
            return null;
        }

        var content = JsonSerializer.SerializeToUtf8Bytes(request, KernelJson.Options);
        // A longer key is folded, not cut: two keys that differ late must stay two.
        var folded = key.Length <= Longest ? key : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        // One account may act for two agencies: what it asks for one is not what it asks for the other.
        var owned = agency is { } acting ? Owned(acting, folded) : folded;
        return new(account, agency, useCase.GetType().Name, owned, SHA256.HashData(content));
    }

    /// <returns>What was kept, a refusal if the content differs, or null if this is the first time.</returns>
    public async Task<Outcome<TResult>?> Replay<TResult>(UnitOfWork unit, CancellationToken ct)
    {
        // Two requests with one key run one after the other: the second waits here and then finds what was kept.
        await unit.Query(
            "select 1 from pg_advisory_xact_lock(hashtextextended($1, 7))",
            [$"{Account}:{UseCase}:{Key}"],
            _ => 0,
            ct
        );
        var kept = await unit
            .Db.Set<KeptOutcome>()
            .AsNoTracking()
            .FirstOrDefaultAsync(k => k.AccountId == Account && k.UseCase == UseCase && k.Key == Key, ct);
        return kept switch
        {
            null => null,
            _ when !kept.ContentHash.AsSpan().SequenceEqual(Hash) => (Outcome<TResult>)Refusal.KeyReused,
            { Result: null } => (Outcome<TResult>)Refusal.AlreadyDone,
            _ => (Outcome<TResult>)JsonSerializer.Deserialize<TResult>(kept.Result, KernelJson.Options)!,
        };
    }

    /// <summary>The keys under which this account had something done lately: what a page's drafts are checked against.</summary>
    public static async Task<List<string>> Latest(AccountId account, UnitOfWork unit, CancellationToken ct)
    {
        var kept = await unit
            .Db.Set<KeptOutcome>()
            .AsNoTracking()
            .Where(kept => kept.AccountId == account)
            .OrderByDescending(kept => kept.At)
            .Take(20)
            .Select(kept => new { kept.Key, kept.AgencyId })
            .ToListAsync(ct);
        return [.. kept.Select(k => k.AgencyId is { } agency ? k.Key[Owned(agency, "").Length..] : k.Key)];
    }

    private static string Owned(AgencyId agency, string key) => $"{agency}:{key}";

    public void Keep<TResult>(TResult result, bool secret, UnitOfWork unit) =>
        unit.Db.Add(
            new KeptOutcome
            {
                AccountId = Account,
                AgencyId = Agency,
                UseCase = UseCase,
                Key = Key,
                ContentHash = Hash,
                Result = secret ? null : JsonSerializer.Serialize(result, KernelJson.Options),
                At = unit.Now,
            }
        );
}
