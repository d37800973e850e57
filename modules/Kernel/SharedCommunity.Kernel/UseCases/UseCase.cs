using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Kernel.UseCases;

/// <summary>Something loaded that belongs to a community; the permission is checked against that community.</summary>
public interface IInCommunity
{
    /// <summary>The community.</summary>
    CommunityId CommunityId { get; }
}

/// <summary>What the runner, the doors and the tests know of every use case.</summary>
public interface IUseCase
{
    /// <summary>Who may do it.</summary>
    Permission Needs { get; }

    /// <summary>Whether it only reads: it takes no idempotency key and leaves no audit entry.</summary>
    bool ReadsOnly { get; }

    /// <summary>Whether its result holds a secret that is shown once, so that it is never kept for a replay.</summary>
    bool HoldsSecret { get; }
}

/// <summary>
/// A use case is one file, read top down as load, may they, change, record, announce. The runner does the second and
/// the fourth.
/// </summary>
/// <typeparam name="TRequest">What is asked; both doors bind it.</typeparam>
/// <typeparam name="TSubject">What it is done to. If it is <see cref="IInCommunity"/>, its community counts.</typeparam>
/// <typeparam name="TResult">What comes of it.</typeparam>
public abstract class UseCase<TRequest, TSubject, TResult> : IUseCase
    where TRequest : notnull
    where TSubject : class
{
    /// <inheritdoc />
    public abstract Permission Needs { get; }

    /// <inheritdoc />
    public virtual bool ReadsOnly => false;

    /// <inheritdoc />
    public virtual bool HoldsSecret => false;

    /// <summary>Loads what it is done to, through the wall; null is <c>not_found</c>.</summary>
    protected internal abstract Task<TSubject?> Load(TRequest request, UnitOfWork work, CancellationToken ct);

    /// <summary>The community against which the permission is checked; null for the agency as a whole.</summary>
    protected internal virtual CommunityId? CommunityOf(TSubject subject) => (subject as IInCommunity)?.CommunityId;

    /// <summary>Changes, records (<see cref="UnitOfWork.Concerns"/>) and announces. The runner saves.</summary>
    protected internal abstract Task<Outcome<TResult>> Handle(
        TRequest request,
        TSubject subject,
        UnitOfWork work,
        CancellationToken ct
    );
}

/// <summary>A use case that only reads.</summary>
/// <inheritdoc />
public abstract class Query<TRequest, TSubject, TResult> : UseCase<TRequest, TSubject, TResult>
    where TRequest : notnull
    where TSubject : class
{
    /// <inheritdoc />
    public sealed override bool ReadsOnly => true;
}
