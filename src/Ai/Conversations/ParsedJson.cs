using System.Text.Json;

namespace FerroGate.Ai.Conversations;

/// <summary>
/// A JSON value as a tree, for translation only: what is passed on as it is needs none (see docs/decisions/0015). Nested duplicates,
/// which two readers could read in two ways, are refused here.
/// </summary>
internal sealed class ParsedJson : IDisposable
{
#pragma warning disable RS0030 // The one place where a document is made.
    private static readonly JsonDocumentOptions OneWay = new() { MaxDepth = 256, AllowDuplicateProperties = false };
    private static readonly JsonDocumentOptions AsItComes = new() { MaxDepth = 256 };

    private readonly JsonDocument _document;

    private ParsedJson(JsonDocument document) => _document = document;

    public JsonElement Root => _document.RootElement;

    /// <exception cref="JsonException">It is not one JSON value.</exception>
    public static ParsedJson Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return new(JsonDocument.Parse(json, OneWay));
        }
        catch (InvalidOperationException exception)
        {
            // Who looks for duplicates must decode the names, and half a surrogate pair is no text.
            throw new JsonException("A name holds half a surrogate pair.", exception);
        }
    }

    /// <summary>The same of what a provider says: of two members of one name the last counts, for it is too late to refuse them.</summary>
    /// <exception cref="JsonException">It is not one JSON value.</exception>
    public static ParsedJson ParseAnswer(ReadOnlyMemory<byte> json) => new(JsonDocument.Parse(json, AsItComes));

    public void Dispose() => _document.Dispose();
#pragma warning restore RS0030
}
