using FerroGate.Core.Routing;

namespace FerroGate.Core.Tests.Routing;

/// <summary>Each of a provider's models has a state, however many there are.</summary>
public sealed class TargetStatesTests
{
    [Fact]
    public void A_model_keeps_its_state_and_very_many_share_one()
    {
        var states = new TargetStates(TimeProvider.System);
        var first = states.Of("first", "first");
        for (var i = 0; i < 2_000; i++)
            states.Of($"model-{i}", "*");

        Assert.Same(first, states.Of("first", "first"));
        Assert.NotSame(first, states.Of("second", "*"));
        Assert.Same(states.Of("second", "*"), states.Of("third", "*"));
    }
}
