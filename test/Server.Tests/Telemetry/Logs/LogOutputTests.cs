using System.Text;
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
    public async Task Lines_of_requests_wait_for_others_and_are_written_together()
    {
        var clock = new WatchedClock();
        var sink = new HeldSink { MostAtOnce = 100 };
        sink.Release();
        await using var output = new LogOutput(sink, clock, _ => { });

        output.Gather("one\n"u8.ToArray());
        await clock.Asked.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        output.Gather("two\n"u8.ToArray());
        Assert.Equal("", sink.Text);
        clock.Advance(TimeSpan.FromMilliseconds(50));

        await sink.HasAsync("one\ntwo\n");
        Assert.Equal(1, sink.Written);
    }

    [Fact]
    public async Task Many_lines_wait_for_no_others()
    {
        var sink = new HeldSink();
        sink.Release();
        await using var output = new LogOutput(sink, new FakeTimeProvider(), _ => { });

        output.Gather("one\n"u8.ToArray());
        output.Gather(new byte[300_000]);

        await sink.HasAsync("one\n" + new string('\0', 300_000));
    }

    [Fact]
    public async Task A_line_that_is_written_at_once_takes_those_before_it_along()
    {
        var sink = new HeldSink { MostAtOnce = 100 };
        sink.Release();
        await using var output = new LogOutput(sink, new FakeTimeProvider(), _ => { });

        output.Gather("one\n"u8.ToArray());
        output.Write("two\n"u8.ToArray());

        await sink.HasAsync("one\ntwo\n");
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(7, 3)]
    [InlineData(8, 2)]
    [InlineData(12, 1)]
    public async Task No_more_is_written_at_once_than_a_sink_takes(int most, int writes)
    {
        var sink = new HeldSink { MostAtOnce = most };
        sink.Release();
        var output = new LogOutput(sink, new FakeTimeProvider(), _ => { });

        foreach (var line in new[] { "one\n", "two\n", "ten\n" })
            output.Gather(Encoding.UTF8.GetBytes(line));
        await output.DisposeAsync();

        Assert.Equal(("one\ntwo\nten\n", writes), (sink.Text, sink.Written));
    }

    [Fact]
    public async Task Each_line_that_is_lost_counts_also_of_those_that_were_to_be_written_together()
    {
        var sink = new HeldSink { MostAtOnce = 100, FirstFailure = new IOException("full") };
        sink.Release();
        var output = new LogOutput(sink, new FakeTimeProvider(), _ => { });

        output.Gather("one\n"u8.ToArray());
        output.Gather("two\n"u8.ToArray());
        await output.DisposeAsync();

        Assert.Equal((0, 2L), (sink.Written, output.Lost));
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

    // Tells when somebody begins to wait for it.
    private sealed class WatchedClock : FakeTimeProvider
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _asked.TrySetResult();
            return timer;
        }
    }

    private sealed class HeldSink : ILogSink
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Exception? FirstFailure { get; set; }

        public int MostAtOnce { get; init; }

        public int Written { get; private set; }

        public string Text { get; private set; } = "";

        public void Release() => _released.SetResult();

        public Task<string> HasAsync(string text) => Patience.UntilAsync(() => Task.FromResult(Text), now => now == text, "the lines to be written");

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellation)
        {
            await _released.Task.WaitAsync(Patience.Limit, cancellation);
            if (FirstFailure is { } failure)
            {
                FirstFailure = null;
                throw failure;
            }

            Written++;
            Text += Encoding.UTF8.GetString(lines.Span);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
