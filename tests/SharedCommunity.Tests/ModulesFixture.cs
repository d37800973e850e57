using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests;

/// <summary>Kernel and modules on a database of a test class's own.</summary>
public sealed class ModulesFixture : RunningModules, IAsyncLifetime;
