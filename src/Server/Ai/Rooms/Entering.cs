namespace FerroGate.Server.Ai.Rooms;

/// <summary>
/// Those who are about to hold something and have not written it down yet. Whoever takes over from this process reads what is written, and must
/// miss nobody.
/// </summary>
internal sealed class Entering
{
    private readonly Lock _lock = new();
    private readonly Action _leave;
    private int _count;
    private TaskCompletionSource? _nobody;

    public Entering() => _leave = Leave;

    /// <summary>Begins to hold something.</summary>
    public void Enter() => Interlocked.Increment(ref _count);

    /// <summary>It is written down, or nothing is held.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _count) > 0)
            return;

        lock (_lock)
        {
            _nobody?.TrySetResult();
        }
    }

    /// <summary>Leaves when something is written down, or cannot be.</summary>
    public void LeaveWith(Task writing)
    {
        if (writing.IsCompleted)
            Leave();
        else
            writing.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_leave);
    }

    /// <summary>Completes at a moment when nobody is inside.</summary>
    public Task WhenNobodyIsInsideAsync()
    {
        lock (_lock)
        {
            _nobody = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (Volatile.Read(ref _count) == 0)
                _nobody.TrySetResult();
            return _nobody.Task;
        }
    }
}
