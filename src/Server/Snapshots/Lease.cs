namespace FerroGate.Server.Snapshots;

/// <summary>The right to use something of a <see cref="SharedPool{TKey, TValue}"/> until it is given back.</summary>
internal sealed class Lease<T>(T value, Func<ValueTask> letGo) : IAsyncDisposable
{
    private Func<ValueTask>? _letGo = letGo;

    public T Value => value;

    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _letGo, null)?.Invoke() ?? ValueTask.CompletedTask;
}
