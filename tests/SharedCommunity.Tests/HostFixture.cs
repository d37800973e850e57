using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests;

/// <summary>The whole host, on a database of a test class's own.</summary>
public sealed class HostFixture : RunningHost, IAsyncLifetime;
