namespace FerroGate.Fuzz;

/// <summary>Feeds one target until the time is over or something is found.</summary>
internal sealed class FuzzRun(IFuzzTarget target, int seed, TimeProvider clock)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private byte[] _current = [];
    private long _began;
    private Finding? _finding;
    private int _inputs;

    /// <summary>How many inputs were run.</summary>
    public int Inputs => Volatile.Read(ref _inputs);

    public Finding? Search(TimeSpan time)
    {
        var mutator = new Mutator(target, seed);
        var start = clock.GetTimestamp();
        return Watch(() =>
        {
            foreach (var text in target.Corpus)
                Feed(System.Text.Encoding.UTF8.GetBytes(text), seed);
            while (_finding is null && clock.GetElapsedTime(start) < time)
            {
                var (input, inputSeed) = mutator.Next();
                Feed(input, inputSeed);
            }
        });
    }

    public Finding? Replay(byte[] input) => Watch(() =>
    {
        for (var inputSeed = 0; inputSeed < 100 && _finding is null; inputSeed++)
            Feed(input, inputSeed);
    });

    // A parser that never comes back cannot be stopped: its thread is left to the end of the process.
    private Finding? Watch(Action work)
    {
        _began = clock.GetTimestamp();
        var thread = new Thread(() => work()) { IsBackground = true };
        thread.Start();
        while (!thread.Join(Glance))
        {
            lock (_lock)
            {
                if (clock.GetElapsedTime(_began) > target.Patience)
                    return new Finding(_current, $"no answer after {target.Patience.TotalSeconds:0} s");
            }
        }

        return _finding;
    }

    private void Feed(byte[] input, int inputSeed)
    {
        lock (_lock)
        {
            _current = input;
            _began = clock.GetTimestamp();
        }

        _inputs++;
        try
        {
            target.Run(input, inputSeed);
        }
        catch (Exception exception) // Whatever a parser throws is what this program looks for.
        {
            _finding = new Finding(input, exception.ToString());
        }
    }
}
