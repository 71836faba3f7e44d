using System.Globalization;

namespace FerroGate.Server.Sites.Files;

/// <summary>A <c>Range</c> header as Go reads it.</summary>
/// <param name="Ranges">What is wanted; empty for the whole.</param>
/// <param name="Error">What is wrong; <c>null</c> where nothing is.</param>
internal sealed record RangeList(IReadOnlyList<(long Start, long Length)> Ranges, string? Error)
{
    public const string NoOverlap = "invalid range: failed to overlap";

    private const string Unit = "bytes=";

    private static readonly RangeList Whole = new([], null);
    private static readonly RangeList Invalid = new([], "invalid range");

    public static RangeList Read(string header, long size)
    {
        if (header.Length == 0)
            return Whole;
        if (!header.StartsWith(Unit, StringComparison.Ordinal))
            return Invalid;

        var ranges = new List<(long Start, long Length)>();
        var missed = false;
        foreach (var part in header[Unit.Length..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (ReadOne(part, size) is not { } range)
                return Invalid;
            if (range.Length < 0)
                missed = true;
            else
                ranges.Add(range);
        }

        if (missed && ranges.Count == 0)
            return size == 0 ? Whole : new RangeList([], NoOverlap);

        // More than the whole is a mistake or an attack.
        return ranges.Sum(range => range.Length) > size ? Whole : new RangeList(ranges, null);
    }

    /// <summary>One range; a length below zero is behind the end.</summary>
    private static (long Start, long Length)? ReadOne(string text, long size)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
            return null;

        var (first, last) = (text[..dash].Trim(), text[(dash + 1)..].Trim());
        if (first.Length == 0)
        {
            if (NumberOf(last) is not { } suffix)
                return null;
            var length = Math.Min(suffix, size);
            return (size - length, length);
        }

        if (NumberOf(first) is not { } start)
            return null;
        if (start >= size)
            return (0, -1);
        if (last.Length == 0)
            return (start, size - start);
        return NumberOf(last) is { } end && end >= start ? (start, Math.Min(end, size - 1) - start + 1) : null;
    }

    private static long? NumberOf(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
