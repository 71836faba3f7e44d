namespace FerroGate.Server.Ai.Rooms;

/// <summary>
/// Those who are about to hold something and have not noted it in the journal yet. Whoever takes over from this process reads what is noted, and
/// must miss nobody.
/// </summary>
internal sealed class Entering
{
    private readonly Lock _lock = new();
    private int _count;
    private TaskCompletionSource? _nobody;

    /// <summary>Begins to hold something.</summary>
    public void Enter() => Interlocked.Increment(ref _count);

    /// <summary>It is noted, or nothing is held.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _count) == 0)
            Tell();
    }

    /// <summary>Completes at a moment when nobody is inside.</summary>
    public Task WhenNobodyIsInsideAsync()
    {
        lock (_lock)
        {
            _nobody = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Tell();
            return _nobody.Task;
        }
    }

    // Looks again: since the last one has left another one may have come, and only then somebody who wants to know.
    private void Tell()
    {
        lock (_lock)
        {
            if (Volatile.Read(ref _count) == 0)
                _nobody?.TrySetResult();
        }
    }
}
