using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Keys;

/// <summary>A staff member makes a key that acts as them. It is shown once; only its hash is kept.</summary>
[ApiRoute("POST", "api-keys", Summary = "Makes an API key that acts as you. It is shown this once.", Creates = true)]
[FormRoute("/{agency}/keys/create")]
internal sealed class CreateApiKey : UseCase<CreateApiKey.Request, Rights, CreateApiKey.Created>
{
    internal sealed record Request(string Name);

    internal sealed record Created(Guid Id, string Name, string Key);

    public override Permission Needs => Permissions.ReadOwn;
    public override bool HoldsSecret => true;

    protected override Task<Rights?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Rights?>(work.Rights);

    protected override Task<Outcome<Created>> Handle(
        Request request,
        Rights subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (new Fields().Name("name", request.Name).Refusal is { } refusal)
            return Task.FromResult<Outcome<Created>>(refusal);
        var text = KeyText.New();
        var key = new ApiKey
        {
            AgencyId = work.Agency,
            StaffId = work.Rights.Staff,
            Name = request.Name.Trim(),
            Hash = KeyText.HashOf(text),
            // Enough to tell one's keys apart, too little to guess by.
            Prefix = text[..(KeyText.Prefix.Length + 4)],
            CreatedAt = work.Now,
        };
        work.Db.Add(key);
        work.Concerns("api_key", key.Id);
        return Task.FromResult<Outcome<Created>>(new Created(key.Id, key.Name, text));
    }
}
