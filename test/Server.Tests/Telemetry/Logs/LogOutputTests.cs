using FerroGate.Server.Telemetry.Logs;
using FerroGate.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FerroGate.Server.Tests.Telemetry.Logs;

/// <summary>An output whose sink is slow or broken: nobody waits, little is kept, and what is lost is counted.</summary>
public sealed class LogOutputTests
{
    [Fact]
    public async Task Lines_that_wait_take_a_bounded_number_of_bytes()
    {
        var sink = new HeldSink();
        var output = new LogOutput(sink, TimeProvider.System, _ => { });
        var line = new byte[20 * 1024 * 1024];

        for (var i = 0; i < 5; i++)
            output.Write(line);

        Assert.Equal(2, output.Lost);
        sink.Release();
        await output.DisposeAsync();
        Assert.Equal(3, sink.Written);
    }

    [Fact]
    public async Task A_line_that_fails_in_whatever_way_is_told_of_and_the_next_is_written()
    {
        var sink = new HeldSink { FirstFailure = new NotSupportedException("the reason") };
        sink.Release();
        var told = new List<string>();
        var output = new LogOutput(sink, TimeProvider.System, exception => told.Add(exception.Message));

        output.Write("one\n"u8.ToArray());
        output.Write("two\n"u8.ToArray());
        await output.DisposeAsync();

        Assert.Equal(["the reason"], told);
        Assert.Equal((1, 1L), (sink.Written, output.Lost));
    }

    [Fact]
    public async Task A_complaint_is_made_once_in_a_minute()
    {
        var clock = new FakeTimeProvider();
        var sink = new HeldSink();
        sink.Release();
        var standardError = new LogOutput(sink, TimeProvider.System, _ => { });
        var complaint = new LogComplaint("file /dev/full", standardError, clock);

        complaint.Make(new IOException("full"));
        complaint.Make(new IOException("full"));
        clock.Advance(TimeSpan.FromMinutes(1));
        complaint.Make(new IOException("full"));
        await standardError.DisposeAsync();

        Assert.Equal(2, sink.Written);
    }

    private sealed class HeldSink : ILogSink
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Exception? FirstFailure { get; set; }

        public int Written { get; private set; }

        public void Release() => _released.SetResult();

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation)
        {
            await _released.Task.WaitAsync(Patience.Limit, cancellation);
            if (FirstFailure is { } failure)
            {
                FirstFailure = null;
                throw failure;
            }

            Written++;
        }

        public ValueTask FlushAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
