using System.Runtime.CompilerServices;
using FerroGate.Server.Proxy.Upstreams;
using Xunit;

namespace FerroGate.Server.Tests.Proxy.Upstreams;

/// <summary>What somebody holds is found again, and what nobody holds is forgotten.</summary>
public sealed class WeakTableTests
{
    private readonly WeakTable<string, UpstreamState> _states = new(_ => new UpstreamState());

    [Fact]
    public void What_is_held_is_found_after_a_collection()
    {
        var state = _states.Get("127.0.0.1:1");
        Collect();

        Assert.Same(state, _states.Get("127.0.0.1:1"));
    }

    [Fact]
    public void What_nobody_holds_begins_anew()
    {
        FailWithoutHolding();
        Collect();

        Assert.Equal(0, _states.Get("127.0.0.1:1").Failures(now: 0));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FailWithoutHolding() => _states.Get("127.0.0.1:1").Fail(until: 1);

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
