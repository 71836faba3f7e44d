using FerroGate.Ai.Conversations;
using FerroGate.Ai.Dialects.AnthropicMessages;
using FerroGate.Ai.Dialects.GeminiGenerate;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Dialects.OpenAiResponses;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Splicing;

namespace FerroGate.Fuzz.Targets;

/// <summary>A request whose output was capped says a limit that is not higher, and is otherwise what it was.</summary>
internal sealed class CapTarget : IFuzzTarget
{
    private static readonly IConversationDialect[] Dialects =
        [ChatDialect.Instance, ResponsesDialect.Instance, MessagesDialect.Instance, GenerateDialect.Instance];

    public string Name => "cap";

    public IReadOnlyList<string> Corpus =>
    [
        .. ChatTexts.Requests, .. DialectTexts.Responses, .. DialectTexts.Messages, .. DialectTexts.Generate,
        """{"contents":[],"generation_config":{"max_output_tokens":null}}""",
        """{"generationConfig":null,"contents":[]}""",
        """{"model":"m","max_tokens":9,"max_completion_tokens":99,"messages":[]}""",
    ];

    public IReadOnlyList<string> Words => [.. ChatTexts.RequestWords, .. DialectTexts.ResponsesWords, "max_completion_tokens", "generationConfig", "maxOutputTokens", "{}", "null"];

    public void Run(byte[] input, int seed)
    {
        var dialect = Dialects[(int)((uint)seed % Dialects.Length)];
        var limit = 1 + ((uint)seed / Dialects.Length % 20);
        if (Read(dialect, input) is not { } envelope)
            return;
        var cap = OutputCap.Of(dialect, envelope, new TargetModel("m", 4_096) { IsCompatible = seed % 2 == 0 }, limit);
        using var stream = new MemoryStream();
        var body = new SplicedBody(input, []).With(cap.Edits);
        body.WriteToAsync(stream, CancellationToken.None).GetAwaiter().GetResult();
        var capped = Read(dialect, stream.ToArray());

        BrokenInvariantException.Check(stream.Length == body.Length, "the length that is announced is the length that is written");
        BrokenInvariantException.Check(capped is { MaxOutputTokens: { } most } && most <= limit, "there is a limit, and it is not higher");
        BrokenInvariantException.Check(
            capped!.Model == envelope.Model && capped.Stream == envelope.Stream && capped.Choices == envelope.Choices, "nothing else is another");
        BrokenInvariantException.Check(
            (envelope.MaxOutputTokens <= limit) == (cap.Changed.Count == 0) && (cap.Changed.Count > 0 || stream.ToArray().AsSpan().SequenceEqual(input)),
            "what is changed is named");
    }

    private static Envelope? Read(IConversationDialect dialect, byte[] input) =>
        dialect.ReadEnvelope(input, dialect is GenerateDialect ? new RequestAddress("m", Stream: false) : default).TryGet(out var envelope, out _) ? envelope : null;
}
