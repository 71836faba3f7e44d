namespace FerroGate.Testing.Provider;

/// <summary>A point at which the provider stands still until the test lets it go on.</summary>
public sealed class Gate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets the provider go on.</summary>
    public void Open() => _opened.TrySetResult();

    /// <summary>Waits until the provider stands at the gate.</summary>
    public Task ReachedAsync() => _reached.Task.WaitAsync(Patience.Limit);

    internal Task PassAsync(CancellationToken cancellation)
    {
        _reached.TrySetResult();
        return _opened.Task.WaitAsync(cancellation);
    }
}
