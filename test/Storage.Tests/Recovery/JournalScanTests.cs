using FerroGate.Storage.Journal;
using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests.Recovery;

/// <summary>Journals that a crash, a power cut or a bad disk left behind.</summary>
public sealed class JournalScanTests : IDisposable
{
    private readonly JournalWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_record_torn_at_any_byte_is_cut_and_the_ones_before_it_survive()
    {
        var (path, start, end) = await TwoRecordsAsync();
        var whole = await File.ReadAllBytesAsync(path, Some.Token);
        for (var torn = start + 1; torn < end; torn++)
        {
            // What was not written is either not there or still zero.
            var cutShort = torn % 2 == 0;
            var bytes = cutShort ? whole[..(int)torn] : [.. whole[..(int)torn], .. new byte[100]];
            await File.WriteAllBytesAsync(path, bytes, Some.Token);

            var scan = _world.Scan();

            Assert.Equal(1, Assert.Single(scan.Unsettled).PromptEstimate);
            Assert.True(scan.CutTails.Count == 1 || !bytes.AsSpan((int)start).ContainsAnyExcept((byte)0));
            Assert.Equal(start, new FileInfo(path).Length);
            Assert.Empty(_world.Scan().CutTails);
        }
    }

    [Fact]
    public async Task A_byte_that_changed_anywhere_in_a_record_is_found()
    {
        var (path, start, end) = await TwoRecordsAsync();
        var whole = await File.ReadAllBytesAsync(path, Some.Token);
        for (var at = start; at < end; at++)
        {
            var bytes = whole.ToArray();
            bytes[at] ^= 0x40;
            await File.WriteAllBytesAsync(path, bytes, Some.Token);

            var scan = _world.Scan();

            Assert.Equal(start, Assert.Single(scan.CutTails).Offset);
            Assert.Equal(1, Assert.Single(scan.Unsettled).PromptEstimate);
        }
    }

    [Fact]
    public async Task What_is_cut_is_kept_aside()
    {
        var (path, start, end) = await TwoRecordsAsync();
        var whole = await File.ReadAllBytesAsync(path, Some.Token);
        whole[start + 10] ^= 1;
        await File.WriteAllBytesAsync(path, whole, Some.Token);
        _world.Scan();

        var copy = await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(_world.Damage)), Some.Token);
        Assert.Equal(whole[(int)start..(int)end], copy);
    }

    [Fact]
    public async Task A_record_that_was_moved_is_found_by_the_chain()
    {
        var (path, start, end) = await TwoRecordsAsync();
        var whole = await File.ReadAllBytesAsync(path, Some.Token);
        whole.AsSpan((int)start, (int)(end - start)).CopyTo(whole.AsSpan((int)end));
        await File.WriteAllBytesAsync(path, whole, Some.Token);

        Assert.Equal(end, Assert.Single(_world.Scan().CutTails).Offset);
    }

    [Fact]
    public async Task A_segment_without_a_header_is_removed()
    {
        await TwoRecordsAsync();
        var journal = _world.Folder.List()[0];
        await File.WriteAllBytesAsync(_world.PathOf(journal, 2), new byte[4096], Some.Token);

        var scan = _world.Scan();

        Assert.Empty(scan.CutTails);
        Assert.Equal(2, scan.Unsettled.Count);
        Assert.Single(_world.Folder.SegmentsOf(journal));
    }

    [Fact]
    public async Task A_segment_behind_a_damaged_one_is_still_read()
    {
        JournalId id;
        await using (var journal = _world.Open(segmentSize: 1024))
        {
            id = journal.Id;
            for (var i = 0; i < 30; i++)
                await journal.OpenAsync(Some.Opened(prompt: i));
        }

        var first = _world.PathOf(id);
        var bytes = await File.ReadAllBytesAsync(first, Some.Token);
        bytes[100] ^= 1;
        await File.WriteAllBytesAsync(first, bytes, Some.Token);

        var scan = _world.Scan();

        Assert.Equal(80, Assert.Single(scan.CutTails).Offset);
        Assert.InRange(scan.Unsettled.Count, 20, 29);
        Assert.Contains(scan.Unsettled, opened => opened.PromptEstimate == 29);
    }

    [Fact]
    public async Task A_segment_of_a_later_format_is_refused()
    {
        await TwoRecordsAsync();
        var path = _world.PathOf(_world.Folder.List()[0]);
        var bytes = await File.ReadAllBytesAsync(path, Some.Token);
        bytes[7] = 2;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(
            bytes.AsSpan(76), Storage.Journal.Encoding.Crc32C.Of(bytes.AsSpan(0, 76)));
        await File.WriteAllBytesAsync(path, bytes, Some.Token);

        var error = Assert.Throws<StoreException>(_world.Scan);
        Assert.Contains("newer FerroGate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_settlement_counts_in_whichever_journal_it_is()
    {
        var (first, second, third) = (Some.Opened(), Some.Opened(), Some.Opened());
        await using (var journal = _world.Open())
        {
            await journal.OpenAsync(first);
            await journal.OpenAsync(second);
        }

        await using (var journal = _world.Open())
        {
            await journal.SettleAsync(Some.Settled(first));
            await journal.OpenAsync(third);
        }

        Assert.Equal(new[] { second, third }.ToHashSet(), _world.Scan().Unsettled.ToHashSet());
    }

    /// <summary>Two records; gives the file and where the second begins and ends.</summary>
    private async Task<(string Path, long Start, long End)> TwoRecordsAsync()
    {
        await using var journal = _world.Open();
        await journal.OpenAsync(Some.Opened(prompt: 1));
        var start = journal.Committed.Offset;
        await journal.OpenAsync(Some.Opened(prompt: 2));
        return (_world.PathOf(journal.Id), start, journal.Committed.Offset);
    }
}
