using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FerroGate.Ai.Json;

/// <summary>
/// A text as it stands in JSON, escapes included. It is carried from one protocol to another without being decoded: that costs
/// nothing, and half a surrogate pair, which no .NET string can be written from, stays what it is. One that was read from a
/// document is good as long as the document.
/// </summary>
public readonly struct JsonText
{
    private static readonly SearchValues<byte> Escapable = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(letter => (byte)letter), (byte)'"', (byte)'\\']);

    private readonly JsonElement _element;
    private readonly ReadOnlyMemory<byte> _quoted;

    private JsonText(JsonElement element) => _element = element;

    private JsonText(ReadOnlyMemory<byte> quoted) => _quoted = quoted;

    /// <summary>No text.</summary>
    public static JsonText Empty { get; } = new("\"\""u8.ToArray());

    /// <summary>The text with its quotes.</summary>
    public ReadOnlySpan<byte> Quoted => _element.ValueKind == JsonValueKind.String ? JsonMarshal.GetRawUtf8Value(_element) : _quoted.Span;

    /// <summary>What stands between the quotes.</summary>
    public ReadOnlySpan<byte> Escaped => Quoted is { Length: >= 2 } quoted ? quoted[1..^1] : default;

    public bool IsEmpty => Escaped.IsEmpty;

    /// <summary>A text of a document.</summary>
    /// <param name="element">A JSON string.</param>
    public static JsonText Of(JsonElement element) => new(element);

    /// <summary>A text that was decoded, or is ours.</summary>
    public static JsonText Of(string text)
    {
        var escaped = new ArrayBufferWriter<byte>();
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            // No encoder takes half a surrogate pair.
            var half = HalfOf(rest);
            escaped.Write(JsonEncodedText.Encode(rest[..half], JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
            if (half < rest.Length)
            {
                escaped.Write(Encoding.ASCII.GetBytes($"\\u{(int)rest[half++]:x4}"));
            }

            rest = rest[half..];
        }

        return OfEscaped(escaped.WrittenSpan);
    }

    /// <summary>A copy of what stands between quotes.</summary>
    public static JsonText OfEscaped(ReadOnlySpan<byte> escaped)
    {
        var quoted = new byte[escaped.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        escaped.CopyTo(quoted.AsSpan(1));
        return new JsonText(quoted);
    }

    /// <summary>The text that is a JSON value itself, as tool arguments are in some protocols.</summary>
    public static JsonText OfJson(ReadOnlySpan<byte> json)
    {
        var escaped = new ArrayBufferWriter<byte>(json.Length + 16);
        while (json.IndexOfAny(Escapable) is >= 0 and var special)
        {
            escaped.Write(json[..special]);
            escaped.Write(EscapeOf(json[special]));
            json = json[(special + 1)..];
        }

        escaped.Write(json);
        return OfEscaped(escaped.WrittenSpan);
    }

    /// <summary>The texts one behind the other.</summary>
    public static JsonText Join(ReadOnlySpan<byte> escapedSeparator, IEnumerable<JsonText> texts)
    {
        var escaped = new ArrayBufferWriter<byte>();
        foreach (var text in texts)
        {
            if (escaped.WrittenCount > 0)
            {
                escaped.Write(escapedSeparator);
            }

            escaped.Write(text.Escaped);
        }

        return OfEscaped(escaped.WrittenSpan);
    }

    /// <summary>A copy that outlives its document.</summary>
    public JsonText Kept() => _element.ValueKind == JsonValueKind.String ? OfEscaped(Escaped) : this;

    /// <summary>How many letters it has, as .NET and JavaScript count them.</summary>
    public int CountLetters() =>
        Escaped is var escaped && escaped.Contains((byte)'\\') ? ToString().Length : Encoding.UTF8.GetCharCount(escaped);

    /// <summary>The text says the same letters.</summary>
    public bool Is(string text) => ToString() == text;

    /// <summary>The text decoded, as UTF-8: what <see cref="OfJson"/> was made of. Half a surrogate pair becomes U+FFFD.</summary>
    public byte[] Decoded() => Encoding.UTF8.GetBytes(ToString());

    /// <summary>The text decoded; half a surrogate pair stays what it is.</summary>
    public override string ToString()
    {
        if (Quoted.IsEmpty)
        {
            return "";
        }

        var reader = new Utf8JsonReader(Quoted);
        reader.Read();
        return JsonNames.TextOf(reader);
    }

    // Where the first half of a surrogate pair stands that is alone; the end where there is none.
    private static int HalfOf(ReadOnlySpan<char> text)
    {
        for (var start = 0; text[start..].IndexOfAnyInRange('\ud800', '\udfff') is >= 0 and var found; start += found + 2)
        {
            var place = start + found;
            if (!char.IsHighSurrogate(text[place]) || place + 1 >= text.Length || !char.IsLowSurrogate(text[place + 1]))
            {
                return place;
            }
        }

        return text.Length;
    }

    private static ReadOnlySpan<byte> EscapeOf(byte letter) => letter switch
    {
        (byte)'"' => "\\\""u8,
        (byte)'\\' => "\\\\"u8,
        (byte)'\n' => "\\n"u8,
        (byte)'\r' => "\\r"u8,
        (byte)'\t' => "\\t"u8,
        _ => Encoding.ASCII.GetBytes($"\\u{letter:x4}"),
    };
}
