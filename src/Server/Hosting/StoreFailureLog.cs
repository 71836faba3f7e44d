using FerroGate.Storage;

namespace FerroGate.Server.Hosting;

/// <summary>Says what the store goes on after: at once, and then once a minute for each of its parts, however often it fails. A log may lie on the same full disk.</summary>
internal sealed partial class StoreFailureLog(ILogger logger, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<StorePart, (long Told, long Kept)> _parts = [];

    public void Add(StoreFailure failure)
    {
        long kept;
        lock (_lock)
        {
            var isKnown = _parts.TryGetValue(failure.Part, out var part);
            if (isKnown && clock.GetElapsedTime(part.Told) < Pause)
            {
                _parts[failure.Part] = part with { Kept = part.Kept + 1 };
                return;
            }

            kept = part.Kept;
            _parts[failure.Part] = (clock.GetTimestamp(), 0);
        }

        if (kept == 0)
            Log.Failed(logger, failure.Error, MeaningOf(failure.Part));
        else
            Log.Again(logger, failure.Error, MeaningOf(failure.Part), kept + 1);
    }

    private static string MeaningOf(StorePart part) => part switch
    {
        StorePart.Journal => "The journal cannot be written; AI requests are refused until it can.",
        StorePart.Ledger => "The ledger is behind the journal; it tries again, and nothing is lost.",
        StorePart.Fleet => "PostgreSQL cannot be used; what it has not got waits here, and it is tried again each second.",
        StorePart.Limits => "What was spent could not be counted in Redis; it is tried again, and nothing is lost.",
        StorePart.Records => "Request records could not be written or pruned; those that were not written are dropped.",
        _ => "The store could not tidy up; the next turn tries again.",
    };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Meaning} That was {Times} times since it was said last.")]
        public static partial void Again(ILogger logger, Exception exception, string meaning, long times);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Meaning}")]
        public static partial void Failed(ILogger logger, Exception exception, string meaning);
    }
}
