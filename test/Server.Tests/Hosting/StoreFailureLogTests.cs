using FerroGate.Server.Hosting;
using FerroGate.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FerroGate.Server.Tests.Hosting;

/// <summary>What the store fails at is said, and fills no log.</summary>
public sealed class StoreFailureLogTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Lines _lines = new();

    [Fact]
    public void Each_part_is_told_of_at_once_and_then_once_a_minute_with_how_often_it_was()
    {
        var log = new StoreFailureLog(_lines, _clock);
        for (var i = 0; i < 1_000; i++)
        {
            log.Add(new StoreFailure(StorePart.Records, new IOException("full")));
            log.Add(new StoreFailure(StorePart.Journal, new IOException("full")));
        }

        Assert.Equal(2, _lines.All.Count);
        Assert.StartsWith("Request records could not be written", _lines.All[0], StringComparison.Ordinal);
        Assert.StartsWith("The journal cannot be written", _lines.All[1], StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromMinutes(1));
        log.Add(new StoreFailure(StorePart.Records, new IOException("full")));
        Assert.EndsWith("That was 1000 times since it was said last.", _lines.All[2], StringComparison.Ordinal);
    }

    private sealed class Lines : ILogger
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Add(formatter(state, exception));
    }
}
