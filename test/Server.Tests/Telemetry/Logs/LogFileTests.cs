using System.IO.Compression;
using System.Runtime.Versioning;
using System.Text;
using FerroGate.Server.Telemetry.Logs;
using FerroGate.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FerroGate.Server.Tests.Telemetry.Logs;

/// <summary>A log in a file: it grows, is put aside when it is full, and what was put aside goes after a while.</summary>
public sealed class LogFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly DateTimeOffset Start = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(Start);

    private string Log => Path.Combine(_folder.Path, "logs", "access.log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task Its_folder_is_made_and_it_is_for_its_owner_only()
    {
        await WriteAsync(1_000, 10, "one");

        Assert.Equal("one\n", await File.ReadAllTextAsync(Log));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Log));
    }

    [Fact]
    public async Task Lines_are_added_to_what_is_there()
    {
        await WriteAsync(1_000, 10, "one");
        await WriteAsync(1_000, 10, "two");

        Assert.Equal("one\ntwo\n", await File.ReadAllTextAsync(Log));
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task A_file_that_is_full_is_packed_under_the_time_for_its_owner_only_and_no_line_is_lost()
    {
        await WriteAsync(10, 10, "1st line", "2nd line", "3rd");

        Assert.Equal("3rd\n", await File.ReadAllTextAsync(Log));
        Assert.Equal(["access-2026-11-25T12-00-00.000.log.gz", "access-2026-11-25T12-00-00.001.log.gz"], Old());
        Assert.Equal(["1st line\n", "2nd line\n"], Old().Select(Unpacked));
        Assert.All(Directory.EnumerateFiles(Path.GetDirectoryName(Log)!), file => Assert.Equal(OwnerOnly, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task A_line_that_is_longer_than_a_file_may_be_has_one_of_its_own()
    {
        await WriteAsync(4, 10, "a long line", "b");

        Assert.Equal(["a long line\n"], Old().Select(Unpacked));
    }

    [Fact]
    public async Task What_was_there_counts_for_its_size()
    {
        await WriteAsync(10, 10, "1st line");
        await WriteAsync(10, 10, "2nd line");

        Assert.Equal(["1st line\n"], Old().Select(Unpacked));
    }

    [Fact]
    public async Task Zero_is_no_limit()
    {
        await WriteAsync(0, 10, "1st line", "2nd line");

        Assert.Empty(Old());
    }

    [Fact]
    public async Task Only_the_latest_are_kept()
    {
        await WriteAsync(1, 2, "1", "2", "3", "4", "5");

        Assert.Equal(["3\n", "4\n"], Old().Select(Unpacked));
    }

    [Fact]
    public async Task None_takes_the_name_of_an_older_one_that_is_gone()
    {
        var old = new OldLogFiles(Log, keep: 1, TimeSpan.FromDays(7), pack: true, _clock);
        foreach (var line in new[] { "1", "2", "3" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Log)!);
            await File.WriteAllTextAsync(Log, line, TestContext.Current.CancellationToken);
            Assert.True(old.TryPutAside());
            old.Tidy();
        }

        Assert.Equal("3", Unpacked(Assert.Single(Old())));
    }

    [Fact]
    public async Task What_is_too_old_goes_also_at_the_start()
    {
        await WriteAsync(1, 10, "1", "2");
        _clock.Advance(TimeSpan.FromDays(8));
        await WriteAsync(1, 10);

        Assert.Empty(Old());
    }

    [Fact]
    public async Task What_is_not_packed_stays_as_it_was()
    {
        await WriteAsync(1, 10, pack: false, "1", "2");

        Assert.Equal(["access-2026-11-25T12-00-00.000.log"], Old());
    }

    [Fact]
    public async Task Files_of_other_names_are_left_alone()
    {
        string[] others = ["access-of-others.log", "access-2026-11-25T12-00-00.000.txt", "access-2001-01-01T00-00-00.000.log.bak"];
        foreach (var name in others)
            _folder.Write(Path.Combine("logs", name), "theirs");

        await WriteAsync(1, 1, "1", "2", "3");

        Assert.Superset(others.ToHashSet(), Old().ToHashSet());
    }

    [Fact]
    public async Task A_file_that_was_taken_away_begins_anew_when_it_is_full()
    {
        await using (var sink = Sink(4, 10, pack: true))
        {
            await sink.WriteAsync("1st\n"u8.ToArray(), Patience.Token());
            File.Move(Log, Log + ".moved");
            await sink.WriteAsync("2nd\n"u8.ToArray(), Patience.Token());
        }

        Assert.Equal(("1st\n", "2nd\n"), (await File.ReadAllTextAsync(Log + ".moved"), await File.ReadAllTextAsync(Log)));
    }

    [Fact]
    public async Task A_file_that_cannot_be_put_aside_goes_on_growing()
    {
        await using (var sink = Sink(4, 10, pack: true))
        {
            await sink.WriteAsync("1st\n"u8.ToArray(), Patience.Token());

            // A folder that is as full as its name is long: no other name fits in beside it.
            var taken = Path.Combine(Path.GetDirectoryName(Log)!, "access-2026-11-25T12-00-00.000.log");
            Directory.CreateDirectory(Path.Combine(taken, "not empty"));
            await sink.WriteAsync("2nd\n"u8.ToArray(), Patience.Token());
        }

        Assert.Equal("1st\n2nd\n", await File.ReadAllTextAsync(Log));
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task Two_processes_at_a_hand_over_do_not_write_over_each_others_lines()
    {
        await using (var old = Sink(1_000, 10, pack: true))
        await using (var successor = Sink(1_000, 10, pack: true))
        {
            await old.WriteAsync("of the old one\n"u8.ToArray(), Patience.Token());
            await successor.WriteAsync("of its successor\n"u8.ToArray(), Patience.Token());
            await old.WriteAsync("again of the old one\n"u8.ToArray(), Patience.Token());
        }

        Assert.Equal("of the old one\nof its successor\nagain of the old one\n", await File.ReadAllTextAsync(Log));
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task What_the_other_one_has_put_aside_is_not_put_aside_again()
    {
        await using (var old = Sink(10, 10, pack: true))
        await using (var successor = Sink(10, 10, pack: true))
        {
            await old.WriteAsync("1st line\n"u8.ToArray(), Patience.Token());
            await successor.WriteAsync("2nd\n"u8.ToArray(), Patience.Token());
            await old.WriteAsync("3rd\n"u8.ToArray(), Patience.Token());
        }

        Assert.Equal("1st line\n", Unpacked(Assert.Single(Old())));
        Assert.Equal("2nd\n3rd\n", await File.ReadAllTextAsync(Log));
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task A_line_goes_to_the_file_of_that_name_also_where_a_log_of_another_size_has_put_the_one_before_aside()
    {
        await using (var small = Sink(10, 10, pack: true))
        await using (var unlimited = Sink(0, 10, pack: true))
        {
            await unlimited.WriteAsync("1st line\n"u8.ToArray(), Patience.Token());
            await small.WriteAsync("2nd line\n"u8.ToArray(), Patience.Token());
            await unlimited.WriteAsync("3rd line\n"u8.ToArray(), Patience.Token());
        }

        Assert.Equal("1st line\n", Unpacked(Assert.Single(Old())));
        Assert.Equal("2nd line\n3rd line\n", await File.ReadAllTextAsync(Log));
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task A_symbolic_link_is_put_aside_when_its_file_is_full()
    {
        var file = _folder.Write("elsewhere.log", "");
        Directory.CreateDirectory(Path.GetDirectoryName(Log)!);
        File.CreateSymbolicLink(Log, file);

        await WriteAsync(10, 10, "1st line", "2nd line", "3rd line");

        Assert.Equal("3rd line\n", await File.ReadAllTextAsync(Log));
        Assert.Equal(["1st line\n", "2nd line\n"], Old().Select(Unpacked));
    }

    [Fact]
    public async Task A_line_that_a_full_disk_took_in_part_costs_no_other()
    {
        Assert.SkipUnless(SmallDisk.Missing is null, SmallDisk.Missing ?? "");
        using var disk = SmallDisk.Over(Path.GetDirectoryName(Log)!, 1);
        await using (var sink = Sink(0, 10, pack: true))
        {
            await sink.WriteAsync("1st line\n"u8.ToArray(), Patience.Token());
            disk.Fill();
            await Assert.ThrowsAsync<IOException>(() => sink.WriteAsync(Enumerable.Repeat((byte)'x', 100_000).ToArray(), Patience.Token()).AsTask());
            disk.Free();
            await sink.WriteAsync("next line\n"u8.ToArray(), Patience.Token());
        }

        var lines = await File.ReadAllLinesAsync(Log);
        Assert.Equal(("1st line", "next line"), (lines[0], lines[^1]));
        Assert.Equal(3, lines.Length);
    }

    private Task WriteAsync(long rollSize, int keep, params IReadOnlyList<string> lines) => WriteAsync(rollSize, keep, pack: true, lines);

    private async Task WriteAsync(long rollSize, int keep, bool pack, params IReadOnlyList<string> lines)
    {
        await using var sink = Sink(rollSize, keep, pack);
        foreach (var line in lines)
            await sink.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), Patience.Token());
    }

    private FileSink Sink(long rollSize, int keep, bool pack) =>
        new(Log, rollSize, new OldLogFiles(Log, keep, TimeSpan.FromDays(7), pack, _clock));

    private List<string> Old() =>
        [.. Directory.EnumerateFiles(Path.GetDirectoryName(Log)!).Select(file => Path.GetFileName(file)).Where(name => name != "access.log").Order(StringComparer.Ordinal)];

    private string Unpacked(string name)
    {
        using var file = new GZipStream(File.OpenRead(Path.Combine(Path.GetDirectoryName(Log)!, name)), CompressionMode.Decompress);
        return new StreamReader(file).ReadToEnd();
    }
}
