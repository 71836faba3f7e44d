using System.Text.Encodings.Web;
using System.Text.Json;
using FerroGate.Ai.Envelopes;

namespace FerroGate.Ai.Splicing;

/// <summary>The change of a request's model to the one that the provider knows.</summary>
public static class ModelEdit
{
    /// <summary>One edit, or none where the names are equal or the path names the model.</summary>
    public static IEnumerable<BodyEdit> For(Envelope envelope, string providerModel) =>
        envelope.ModelSlice is { } slice && envelope.Model != providerModel ? [To(providerModel, slice)] : [];

    /// <summary>Writes a model where another stands.</summary>
    public static BodyEdit To(string model, JsonSlice slice) => new(slice, Quote(model));

    private static ReadOnlyMemory<byte> Quote(string text)
    {
        var encoded = JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes;
        var quoted = new byte[encoded.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        encoded.CopyTo(quoted.AsSpan(1));
        return quoted;
    }
}
