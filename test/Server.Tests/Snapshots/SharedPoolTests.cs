using FerroGate.Server.Snapshots;
using Xunit;

namespace FerroGate.Server.Tests.Snapshots;

/// <summary>What revisions share is there as long as any of them holds it, and no longer.</summary>
public sealed class SharedPoolTests : IAsyncDisposable
{
    private readonly SharedPool<string, Thing> _pool = new();

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    [Fact]
    public async Task Who_asks_for_the_same_gets_the_same_until_all_have_let_go()
    {
        var first = _pool.Take("a", () => new Thing());
        var second = _pool.Take("a", () => new Thing());
        Assert.Same(first.Value, second.Value);

        await first.DisposeAsync();
        Assert.False(second.Value.IsDisposed);

        await second.DisposeAsync();
        Assert.True(second.Value.IsDisposed);
        Assert.NotSame(second.Value, _pool.Take("a", () => new Thing()).Value);
    }

    [Fact]
    public async Task Letting_go_twice_counts_once()
    {
        var first = _pool.Take("a", () => new Thing());
        var second = _pool.Take("a", () => new Thing());

        await first.DisposeAsync();
        await first.DisposeAsync();

        Assert.False(second.Value.IsDisposed);
    }

    [Fact]
    public async Task At_the_end_everything_goes_whoever_holds_it()
    {
        var held = _pool.Take("a", () => new Thing());

        await _pool.DisposeAsync();
        Assert.Equal(1, held.Value.Disposals);

        await held.DisposeAsync();
        Assert.Equal(1, held.Value.Disposals);
    }

    [Fact]
    public void What_cannot_be_made_is_not_held()
    {
        Assert.Throws<IOException>(() => _pool.Take("a", () => throw new IOException()));

        Assert.Empty(_pool.Values);
    }

    private sealed class Thing : IDisposable
    {
        public int Disposals { get; private set; }

        public bool IsDisposed => Disposals > 0;

        public void Dispose() => Disposals++;
    }
}
