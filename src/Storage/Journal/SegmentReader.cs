using System.Buffers.Binary;
using System.Security.Cryptography;
using FerroGate.Storage.Journal.Encoding;
using Microsoft.Win32.SafeHandles;

namespace FerroGate.Storage.Journal;

/// <summary>Reads the records of one segment in order, checking frame and chain of each.</summary>
internal sealed class SegmentReader : IDisposable
{
    private const int ChunkSize = 64 * 1024;

    private readonly SafeFileHandle _file;
    private readonly byte[] _chain = new byte[RecordFrame.ChainSize];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _chunk = new byte[ChunkSize];
    private long _chunkStart;
    private int _chunkLength;
    private long _sequence;

    private SegmentReader(SafeFileHandle file) => _file = file;

    /// <summary>Where the next record begins, in bytes from the start of the file.</summary>
    public long Position { get; private set; }

    /// <summary>Opens a segment; <c>null</c> when it has no undamaged header.</summary>
    public static SegmentReader? Open(string path)
    {
        var reader = new SegmentReader(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        try
        {
            if (SegmentHeader.Read(reader.Peek(SegmentHeader.Size, limit: SegmentHeader.Size)) is { } header)
            {
                header.PreviousChain.Span.CopyTo(reader._chain);
                reader._sequence = header.FirstSequence;
                reader.Position = SegmentHeader.Size;
                return reader;
            }
        }
        catch
        {
            reader.Dispose();
            throw;
        }

        reader.Dispose();
        return null;
    }

    /// <summary>Forgets what was read ahead: somebody may have written there since.</summary>
    public void Refresh() => _chunkLength = 0;

    /// <summary>Reads the next record that ends at or before <paramref name="limit"/>.</summary>
    public ReadResult Read(long limit, out JournalRecord record)
    {
        record = default;
        var prefix = Peek(sizeof(int), limit);
        if (prefix.Length < sizeof(int))
            return prefix.ContainsAnyExcept((byte)0) ? ReadResult.Damaged : ReadResult.End;

        var length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        if (length == 0)
            return ReadResult.End;
        if (length is < 0 or > RecordFrame.MaxPayload)
            return ReadResult.Damaged;

        var frame = Peek(RecordFrame.HeaderSize + length, limit);
        if (frame.Length < RecordFrame.HeaderSize + length || !RecordFrame.IsIntact(frame, _chain, _hash))
            return ReadResult.Damaged;

        record = RecordForm.Read(frame[RecordFrame.HeaderSize..], _sequence);
        frame.Slice(8, RecordFrame.ChainSize).CopyTo(_chain);
        Position += frame.Length;
        _sequence++;
        return ReadResult.Record;
    }

    /// <summary>At an end: whether nothing was ever written behind it, or something there has lost its beginning.</summary>
    public bool HasOnlyZerosLeft()
    {
        _chunkLength = 0;
        var at = Position;
        while (true)
        {
            var read = RandomAccess.Read(_file, _chunk, at);
            if (read == 0)
                break;
            if (_chunk.AsSpan(0, read).ContainsAnyExcept((byte)0))
                return false;
            at += read;
        }

        return true;
    }

    public void Dispose()
    {
        _file.Dispose();
        _hash.Dispose();
    }

    /// <summary>The next <paramref name="count"/> bytes, or what there is of them before <paramref name="limit"/>.</summary>
    private ReadOnlySpan<byte> Peek(int count, long limit)
    {
        count = (int)Math.Min(count, Math.Max(0, limit - Position));
        if (Position + count > _chunkStart + _chunkLength)
            Load(count, limit);
        var offset = (int)(Position - _chunkStart);
        return _chunk.AsSpan(offset, Math.Min(count, _chunkLength - offset));
    }

    private void Load(int count, long limit)
    {
        if (_chunk.Length < count)
            _chunk = new byte[count];

        // Never past the limit: what lies beyond it is still being written, and would stay in the chunk half-made.
        _chunkStart = Position;
        _chunkLength = 0;
        var wanted = (int)Math.Min(_chunk.Length, limit - Position);
        while (_chunkLength < wanted)
        {
            var read = RandomAccess.Read(_file, _chunk.AsSpan(_chunkLength, wanted - _chunkLength), _chunkStart + _chunkLength);
            if (read == 0)
                break;
            _chunkLength += read;
        }
    }
}
