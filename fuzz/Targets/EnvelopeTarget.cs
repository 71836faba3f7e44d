using System.Text;
using System.Text.Json;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Envelopes;
using FerroGate.Core.Refusals;

namespace FerroGate.Fuzz.Targets;

/// <summary>A request is refused as the caller's fault, or its envelope says what another JSON reader finds too.</summary>
internal sealed class EnvelopeTarget : IFuzzTarget
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 };

    public string Name => "envelope";

    public IReadOnlyList<string> Corpus => ChatTexts.Requests;

    public IReadOnlyList<string> Words => ChatTexts.RequestWords;

    public void Run(byte[] input, int seed)
    {
        if (!ChatDialect.Instance.ReadEnvelope(input, default).TryGet(out var read, out var refusal))
        {
            BrokenInvariantException.Check(refusal is { Status: 400, Code: RefusalCodes.InvalidJson or RefusalCodes.InvalidRequest }, "a refusal is a 400");
            BrokenInvariantException.Check(refusal.Message.Length < 500, "a refusal is short");
            return;
        }

        var envelope = (ChatEnvelope)read;
        using var document = JsonDocument.Parse(input, Options);
        var model = default(JsonElement);
        var options = default(JsonElement);
        foreach (var member in document.RootElement.EnumerateObject())
        {
            // NameEquals would throw on half a surrogate pair, and such a name is neither of these.
            if (TryText(() => member.Name) is not { } name)
                continue;
            if (name == "model")
                model = member.Value;
            else if (name == "stream_options")
                options = member.Value;
        }

        BrokenInvariantException.Check(model.GetString() == envelope.Model, "the model is the member's value");
        BrokenInvariantException.Check(model.GetRawText() == TextOf(input, envelope.ModelSlice!.Value), "the model's slice is its value");
        BrokenInvariantException.Check(
            options.ValueKind == JsonValueKind.Undefined == (envelope.StreamUsage == StreamUsageForm.Absent),
            "stream_options are seen exactly where they are");
        BrokenInvariantException.Check(envelope is { Choices: >= 1, MaxOutputTokens: null or >= 0, InputBound: > 0, InputEstimate: >= 0 }, "numbers have their sign");
    }

    private static string? TryText(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string TextOf(byte[] input, JsonSlice slice) => Encoding.UTF8.GetString(input, slice.Start, slice.Length);
}
