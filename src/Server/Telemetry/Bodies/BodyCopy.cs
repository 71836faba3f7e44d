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

    /// <summary>What the record shows; <c>null</c> where there was none.</summary>
    public string? ForRecord()
    {
        if (_beginning.WrittenCount == 0)
            return null;

        var text = Redaction.Of(Encoding.UTF8.GetString(_beginning.WrittenSpan));
        return text.Length <= MostCharacters ? text : text[..MostCharacters];
    }
}
