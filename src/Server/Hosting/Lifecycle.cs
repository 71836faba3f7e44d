namespace FerroGate.Server.Hosting;

/// <summary>Where the process stands between its start and its end.</summary>
internal sealed class Lifecycle : IDisposable
{
    private readonly CancellationTokenSource _cut = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private int _requests;
    private int _late;
    private volatile bool _isDraining;

    /// <summary>The gateway was told to stop: load balancers should send nothing more.</summary>
    public bool IsDraining => _isDraining;

    /// <summary>Another process serves now: nobody has to be given time to find one.</summary>
    public bool IsHandedOver { get; set; }

    /// <summary>How many exchanges run.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>How many requests of any kind are being served.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>How many requests have come since the gateway was told to stop.</summary>
    public int Late => Volatile.Read(ref _late);

    /// <summary>The grace period is over: what still runs ends now.</summary>
    public CancellationToken Cut => _cut.Token;

    public void BeginDrain() => _isDraining = true;

    public void CutWhatRuns() => _cut.Cancel();

    /// <summary>A request begins.</summary>
    public void EnterRequest()
    {
        Interlocked.Increment(ref _requests);
        if (_isDraining)
            Interlocked.Increment(ref _late);
    }

    /// <summary>A request is served.</summary>
    public void LeaveRequest() => Interlocked.Decrement(ref _requests);

    /// <summary>An exchange begins.</summary>
    public void Enter() => Interlocked.Increment(ref _running);

    /// <summary>An exchange has ended and is settled.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _running) == 0 && _cut.IsCancellationRequested)
        {
            _idle.TrySetResult();
        }
    }

    /// <summary>Completes when nothing runs any more, after <see cref="CutWhatRuns"/>.</summary>
    public Task WhenIdleAsync()
    {
        if (Volatile.Read(ref _running) == 0)
        {
            _idle.TrySetResult();
        }

        return _idle.Task;
    }

    public void Dispose() => _cut.Dispose();
}
