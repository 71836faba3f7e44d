using System.Buffers;
using System.Text;

namespace FerroGate.Server.Telemetry.Bodies;

/// <summary>The beginning of a body, for the request record: it is shown without what is nobody's business.</summary>
internal sealed class BodyCopy
{
    /// <summary>How many characters a record has of a body.</summary>
    public const int MostCharacters = 16 * 1024;

    // Some more is read than is shown, so that a secret at the end of it is known as one.
    private const int MostBytes = MostCharacters + (4 * 1024);

    private readonly ArrayBufferWriter<byte> _beginning = new();

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var room = MostBytes - _beginning.WrittenCount;
        if (room > 0)
            _beginning.Write(bytes[..Math.Min(room, bytes.Length)]);
    }

    /// <summary>What the record shows; <c>null</c> where there is nothing that may be shown.</summary>
    /// <param name="isStream">It was asked for as a stream, whose pieces are put together.</param>
    public string? ForRecord(bool isStream)
    {
        var bytes = _beginning.WrittenSpan;
        var isCut = bytes.Length == MostBytes;
        if (bytes.IsEmpty)
            return null;

        // An error is no stream; a list of pieces is one that cannot be put together here.
        var text = !isStream || bytes[0] == (byte)'{' ? Encoding.UTF8.GetString(bytes) : bytes[0] == (byte)'[' ? null : JoinedEvents.Of(bytes, isCut);
        if (text is null)
            return null;

        text = Redaction.Of(isCut ? Redaction.WithoutLastWord(text) : text);
        return text.Length <= MostCharacters ? text : text[..MostCharacters];
    }
}
