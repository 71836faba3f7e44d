using System.Diagnostics.CodeAnalysis;

namespace FerroGate.Storage.Journal;

/// <summary>
/// The identity of the journal of one process start: a UUIDv7, so that the names of journals sort by start.
/// </summary>
internal readonly record struct JournalId(Guid Value) : IComparable<JournalId>
{
    /// <summary>A new identity that sorts behind <paramref name="last"/> even if the clock was set back.</summary>
    public static JournalId After(JournalId? last, TimeProvider clock)
    {
        var next = new JournalId(Guid.CreateVersion7(clock.GetUtcNow()));
        if (last is not { } before || next.CompareTo(before) > 0)
            return next;

        return new JournalId(Guid.CreateVersion7(before.StartedAt.AddMilliseconds(1)));
    }

    private DateTimeOffset StartedAt
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            Value.TryWriteBytes(bytes, bigEndian: true, out _);
            long milliseconds = 0;
            foreach (var b in bytes[..6])
                milliseconds = (milliseconds << 8) | b;
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        }
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out JournalId? id)
    {
        id = Guid.TryParseExact(text, "D", out var value) ? new JournalId(value) : null;
        return id is not null;
    }

    public int CompareTo(JournalId other) => string.CompareOrdinal(ToString(), other.ToString());

    public override string ToString() => Value.ToString("D");
}
