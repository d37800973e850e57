using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>A consent that is taken back between a message's being taken from the outbox and its leaving.</summary>
public sealed class ConsentUnderWayTests(HostFixture house) : IClassFixture<HostFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_about_to_leave_when_the_consent_was_taken_back_leaves_without_what_was_shared()
    {
        var watch = new Watch();
        using var watching = house.Services.GetRequiredService<IBus>().ConnectPublishObserver(watch);
        // The relay has taken the message and looks for the queue of an agency that it does not know yet.
        await using var source = NpgsqlDataSource.Create(house.Database.Owner);
        await using var connection = await source.OpenConnectionAsync(Ct);
        await using var held = await connection.BeginTransactionAsync(Ct);
        await using var hold = new NpgsqlCommand("lock table referrals.agency_voices", connection, held);
        await hold.ExecuteNonQueryAsync(Ct);
        var at = await ConsentPlace.On(house);
        await at.Refer();
        await Eventually.Becomes(
            () =>
                house.Database.Read(
                    "select attempts from referrals.outbox where to_slug = $1",
                    row => row.GetInt32(0),
                    at.Partner.Slug
                ),
            attempts => attempts is [1]
        );
        using var lead = house.As(at.Moderator);
        await lead.Post($"/api/v1/consents/{(await at.Consent())["id"]}/withdraw");
        await held.CommitAsync(Ct);

        Assert.Empty((await at.Stands(at.Worker, "in", "withdrawn"))["shared"]!.AsArray());
        var published = watch.To(at.Partner.Slug);
        Assert.Contains(published, message => message.Type == "ReferralSent");
        Assert.DoesNotContain(
            published,
            message => message.Body.GetRawText().Contains(at.Words, StringComparison.OrdinalIgnoreCase)
        );
    }

    /// <summary>Sees what leaves.</summary>
    private sealed class Watch : IPublishObserver
    {
        private readonly ConcurrentQueue<ReferralMessage> _published = [];

        public List<ReferralMessage> To(string slug) => [.. _published.Where(message => message.To == slug)];

        public Task PrePublish<T>(PublishContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PostPublish<T>(PublishContext<T> context)
            where T : class
        {
            if (context.Message is ReferralMessage message)
                _published.Enqueue(message);
            return Task.CompletedTask;
        }

        public Task PublishFault<T>(PublishContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
