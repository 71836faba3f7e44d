using System.Text.Json;

namespace FerroGate.Ai.Conversations;

/// <summary>
/// A JSON value as a tree, for translation only: what is passed on as it is needs none (see docs/decisions/0015). Nested duplicates,
/// which two readers could read in two ways, are refused here.
/// </summary>
internal sealed class ParsedJson : IDisposable
{
#pragma warning disable RS0030 // The one place where a document is made.
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 256, AllowDuplicateProperties = false };

    private readonly JsonDocument _document;

    private ParsedJson(JsonDocument document) => _document = document;

    public JsonElement Root => _document.RootElement;

    /// <exception cref="JsonException">It is not one JSON value.</exception>
    public static ParsedJson Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return new(JsonDocument.Parse(json, Strict));
        }
        catch (InvalidOperationException exception)
        {
            // Who looks for duplicates must decode the names, and half a surrogate pair is no text.
            throw new JsonException("A name holds half a surrogate pair.", exception);
        }
    }

    public void Dispose() => _document.Dispose();
#pragma warning restore RS0030
}
