namespace FerroGate.Core.Pulses;

/// <summary>Beats every so often, and at once when it is asked to; for one who waits for it.</summary>
public sealed class Pulse(TimeSpan every, TimeProvider clock)
{
    private TaskCompletionSource _asked = NewAsked();

    /// <summary>Beats now, or as soon as somebody waits for it.</summary>
    public void Beat() => Volatile.Read(ref _asked).TrySetResult();

    /// <summary>Returns with the next beat.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        var asked = Volatile.Read(ref _asked);
        using var beaten = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(asked.Task, Task.Delay(every, clock, beaten.Token));
        await beaten.CancelAsync();
        cancellation.ThrowIfCancellationRequested();

        // What is asked for from here on is another beat.
        if (asked.Task.IsCompleted)
            Volatile.Write(ref _asked, NewAsked());
    }

    private static TaskCompletionSource NewAsked() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
