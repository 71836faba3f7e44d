using FerroGate.Ai.Dialects.OpenAiChat;
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
        if (Read(input) is not { ModelSlice: { } slice } envelope)
            return;
        var model = Models[seed % Models.Length];
        var plain = Write(ChatSplice.For(input, envelope, model, injectUsage: false));
        var injected = Write(ChatSplice.For(input, envelope, model, injectUsage: true));

        BrokenInvariantException.Check(
            plain.AsSpan().StartsWith(input.AsSpan(0, slice.Start)) && plain.AsSpan().EndsWith(input.AsSpan(slice.End)),
            "the bytes around the model are the client's");
        BrokenInvariantException.Check(
            Read(plain) is { } again && again.Model == model && again.StreamUsage == envelope.StreamUsage,
            "only the model is another");
        var asking = Read(injected);
        BrokenInvariantException.Check(
            asking is not null && asking.Model == model && asking.Stream == envelope.Stream,
            "a request with usage asked for is a request");
        BrokenInvariantException.Check(!asking!.Stream || asking.StreamUsage == StreamUsageForm.Asked, "every stream asks for usage");
        BrokenInvariantException.Check(
            asking.Choices == envelope.Choices && asking.MaxOutputTokens == envelope.MaxOutputTokens,
            "limits stay what they were");
    }

    private static ChatEnvelope? Read(byte[] input) => ChatDialect.Instance.ReadEnvelope(input, default).TryGet(out var envelope, out _) ? (ChatEnvelope)envelope : null;

    private static byte[] Write(SplicedBody body)
    {
        using var stream = new MemoryStream();
        body.WriteToAsync(stream, CancellationToken.None).GetAwaiter().GetResult();
        BrokenInvariantException.Check(stream.Length == body.Length, "the length that is announced is the length that is written");
        return stream.ToArray();
    }
}
