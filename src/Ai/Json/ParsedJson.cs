using System.Text.Json;
using System.Text.Unicode;

namespace FerroGate.Ai.Json;

/// <summary>
/// A JSON value as a tree, for translation only: what is passed on as it is needs none (see docs/decisions/0015). Its texts are UTF-8
/// and its names are whole, so that whoever walks through it can read them.
/// </summary>
internal sealed class ParsedJson : IDisposable
{
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = 256 };

#pragma warning disable RS0030 // The one place where a document is made.
    private static readonly JsonDocumentOptions OneWay = new() { MaxDepth = 256, AllowDuplicateProperties = false };
    private static readonly JsonDocumentOptions AsItComes = new() { MaxDepth = 256 };

    private readonly JsonDocument _document;

    private ParsedJson(ReadOnlyMemory<byte> json, JsonDocumentOptions options)
    {
        if (!Utf8.IsValid(json.Span))
        {
            throw new JsonException("It is not UTF-8.");
        }

        CheckNames(json.Span);
        _document = JsonDocument.Parse(json, options);
    }

    public JsonElement Root => _document.RootElement;

    /// <summary>A value that can be read in one way only: nested duplicates, which two readers could read in two ways, are refused.</summary>
    /// <exception cref="JsonException">It is not one JSON value.</exception>
    public static ParsedJson Parse(ReadOnlyMemory<byte> json) => new(json, OneWay);

    /// <summary>The same of what a provider says: of two members of one name the last counts, for it is too late to refuse them.</summary>
    /// <exception cref="JsonException">It is not one JSON value.</exception>
    public static ParsedJson ParseAnswer(ReadOnlyMemory<byte> json) => new(json, AsItComes);

    public void Dispose() => _document.Dispose();
#pragma warning restore RS0030

    // Texts are never decoded, but names are, and half a surrogate pair cannot be.
    private static void CheckNames(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\ud"u8) < 0 && json.IndexOf("\\uD"u8) < 0)
        {
            return;
        }

        var reader = new Utf8JsonReader(json, Deep);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueIsEscaped && !IsWhole(reader))
            {
                throw new JsonException("A name holds half a surrogate pair.");
            }
        }
    }

    private static bool IsWhole(in Utf8JsonReader name)
    {
        foreach (var letter in Json.JsonNames.TextOf(name).EnumerateRunes())
        {
            if (letter == System.Text.Rune.ReplacementChar)
            {
                return false;
            }
        }

        return true;
    }
}
