using SharedCommunity.Kernel.Ids;
using Xunit;

namespace SharedCommunity.Tests.Kernel;

/// <summary>Ids that keep the order in which they were made.</summary>
public sealed class OrderedIdTests
{
    [Fact]
    public void They_sort_in_the_order_in_which_they_were_made_however_many_come_at_once()
    {
        var made = Enumerable.Range(0, 100_000).Select(_ => OrderedId.New()).ToList();
        // As the database compares them: by their bytes.
        Assert.Equal(made.Select(id => id.ToString()).Order(StringComparer.Ordinal), made.Select(id => id.ToString()));
        Assert.All(made, id => Assert.Equal(7, id.Version));
        Assert.Equal(made.Count, made.Distinct().Count());
    }

    [Fact]
    public void Threads_that_ask_at_once_get_ids_of_their_own()
    {
        var made = Enumerable.Range(0, 20_000).AsParallel().Select(_ => OrderedId.New()).ToList();
        Assert.Equal(made.Count, made.Distinct().Count());
    }
}
