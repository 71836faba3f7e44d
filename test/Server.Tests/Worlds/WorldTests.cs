using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Worlds;

/// <summary>
/// Tests in a shared world: each begins with a provider that has no script, and shows the gateway's log where it fails.
/// </summary>
public abstract class WorldTests : IDisposable
{
    private readonly WorldFixture _fixture;
    private readonly int _logged;

    protected WorldTests(WorldFixture fixture)
    {
        _fixture = fixture;
        _logged = fixture.World.Gateway.Error.Length;
        Provider.Forget();
    }

    protected World World => _fixture.World;

    protected FakeProvider Provider => World.Provider;

    protected Client Client => World.Client;

    public void Dispose()
    {
        var log = World.Gateway.Error;
        TestContext.Current.TestOutputHelper?.WriteLine($"The gateway's log:\n{log[Math.Min(_logged, log.Length)..]}");
        GC.SuppressFinalize(this);
    }
}
