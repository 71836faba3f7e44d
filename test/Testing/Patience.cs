namespace FerroGate.Testing;

/// <summary>How long a test waits for something that must happen: long enough for a busy machine, and never for ever.</summary>
public static class Patience
{
    /// <summary>The bound of every wait that has no reason for another one.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    private static TimeSpan PollInterval { get; } = TimeSpan.FromMilliseconds(15);

    /// <summary>A token that is cancelled when the patience is used up.</summary>
    public static CancellationToken Token() => new CancellationTokenSource(Limit).Token;

    /// <summary>Asks again and again until the answer is the wanted one.</summary>
    /// <param name="ask">Reads the present state.</param>
    /// <param name="wanted">Says whether the state is the one that the test waits for.</param>
    /// <param name="what">What is waited for, for the failure's message.</param>
    /// <param name="limit">The bound, where it is not <see cref="Limit"/>.</param>
    /// <exception cref="TimeoutException">The state did not come in time; the message shows the last one.</exception>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> wanted, string what, TimeSpan? limit = null)
    {
        var bound = limit ?? Limit;
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var state = await ask();
            if (wanted(state))
                return state;
            if (TimeProvider.System.GetElapsedTime(started) > bound)
                throw new TimeoutException($"Waited {bound.TotalSeconds} s for {what}; the last state was: {state}");
            await Task.Delay(PollInterval);
        }
    }
}
