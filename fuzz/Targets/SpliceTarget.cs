using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Splicing;

namespace FerroGate.Fuzz.Targets;

/// <summary>A spliced request is a request for the provider's model, and its other bytes are the client's.</summary>
internal sealed class SpliceTarget : IFuzzTarget
{
    private static readonly string[] Models = ["m", "provider/model", "a\"b\\", "名前", "\u0001"];

    public string Name => "splice";

    public IReadOnlyList<string> Corpus => ChatTexts.Requests;

    public IReadOnlyList<string> Words => ChatTexts.RequestWords;

    public void Run(byte[] input, int seed)
    {
        if (!ChatEnvelopeReader.Read(input).TryGet(out var envelope, out _))
            return;
        var model = Models[seed % Models.Length];
        var plain = Write(ChatSplice.For(input, envelope, model, injectUsage: false));
        var injected = Write(ChatSplice.For(input, envelope, model, injectUsage: true));

        BrokenInvariantException.Check(
            plain.AsSpan().StartsWith(input.AsSpan(0, envelope.ModelSlice.Start)) && plain.AsSpan().EndsWith(input.AsSpan(envelope.ModelSlice.End)),
            "the bytes around the model are the client's");
        BrokenInvariantException.Check(
            ChatEnvelopeReader.Read(plain).TryGet(out var again, out _) && again.Model == model && again.StreamUsage == envelope.StreamUsage,
            "only the model is another");
        BrokenInvariantException.Check(
            ChatEnvelopeReader.Read(injected).TryGet(out var asking, out _) && asking.Model == model && asking.Stream == envelope.Stream,
            "a request with usage asked for is a request");
        BrokenInvariantException.Check(!asking!.Stream || asking.StreamUsage == StreamUsageForm.Asked, "every stream asks for usage");
        BrokenInvariantException.Check(
            asking.Choices == envelope.Choices && asking.MaxOutputTokens == envelope.MaxOutputTokens,
            "limits stay what they were");
    }

    private static byte[] Write(SplicedBody body)
    {
        using var stream = new MemoryStream();
        body.WriteToAsync(stream, CancellationToken.None).GetAwaiter().GetResult();
        BrokenInvariantException.Check(stream.Length == body.Length, "the length that is announced is the length that is written");
        return stream.ToArray();
    }
}
