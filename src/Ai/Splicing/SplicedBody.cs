namespace FerroGate.Ai.Splicing;

/// <summary>The client's bytes with a few slices replaced. Nothing is copied or parsed again to make it.</summary>
public sealed class SplicedBody
{
    private readonly ReadOnlyMemory<byte> _source;
    private readonly BodyEdit[] _edits;

    /// <param name="source">The client's bytes; they must stay as they are while this is in use.</param>
    /// <param name="edits">The changes, which must not overlap.</param>
    public SplicedBody(ReadOnlyMemory<byte> source, IEnumerable<BodyEdit> edits)
    {
        _source = source;
        _edits = [.. edits.OrderBy(edit => edit.Slice.Start)];
        Length = source.Length + _edits.Sum(edit => edit.Replacement.Length - edit.Slice.Length);
    }

    /// <summary>Number of bytes that <see cref="WriteToAsync"/> writes.</summary>
    public int Length { get; }

    /// <summary>The same with more changes, which must not overlap with those that there are.</summary>
    public SplicedBody With(IReadOnlyList<BodyEdit> edits) => edits.Count == 0 ? this : new SplicedBody(_source, [.. _edits, .. edits]);

    public async Task WriteToAsync(Stream stream, CancellationToken cancellation)
    {
        var position = 0;
        foreach (var edit in _edits)
        {
            await stream.WriteAsync(_source[position..edit.Slice.Start], cancellation);
            await stream.WriteAsync(edit.Replacement, cancellation);
            position = edit.Slice.End;
        }

        await stream.WriteAsync(_source[position..], cancellation);
    }
}
