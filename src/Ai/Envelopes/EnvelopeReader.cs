using System.Text.Json;
using System.Text.Unicode;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Envelopes;

/// <summary>
/// Reads the envelope of a request in one pass, and refuses what two readers could read in two ways: duplicate members,
/// members that differ from a governed one only in case, bytes after the value.
/// </summary>
internal static class EnvelopeReader
{
    private const int MaxDepth = 256;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    public static Outcome<Envelope> Read(ReadOnlySpan<byte> body, EnvelopeScan scan)
    {
        if (!Utf8.IsValid(body))
        {
            return Invalid("The body is not valid UTF-8.");
        }

        try
        {
            var reader = new Utf8JsonReader(body, Options);
            return scan.Run(ref reader);
        }
        catch (JsonException exception)
        {
            // Its message can quote all that is left of the body; the place is enough.
            return Invalid(
                $"The body is not valid JSON, or it is nested more than {MaxDepth} levels deep: look at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.");
        }
    }

    private static Refusal Invalid(string message) => new(400, ErrorType.InvalidRequest, RefusalCodes.InvalidJson, message);
}
