using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Tests.Fixtures;
using FerroGate.Ai.Translation;
using FerroGate.Core.Usage;
using FerroGate.Testing.Contents;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>Translates as the gateway does, without a gateway around it.</summary>
internal static class Translated
{
    private static readonly JsonElement NoRequest = JsonElement.Parse("""{"stream_options":{"include_usage":true}}""");

    public static TranslatedAnswer Answer(Protocol from, Protocol to, byte[] body) =>
        Translator(from, to).Whole(body, Pairs.DialectOf(from).ReadAnswer(body)?.Usage ?? TokenUsage.Unknown);

    public static TranslatedAnswer AnswerAsStream(Protocol from, Protocol to, byte[] body) => Translator(from, to).WholeAsStream(body, Pairs.DialectOf(from).ReadAnswer(body)?.Usage ?? TokenUsage.Unknown);

    /// <summary>A stream, and what was lost of it.</summary>
    public static (byte[] Body, IReadOnlyList<Loss> Losses) Stream(Protocol from, Protocol to, byte[] body)
    {
        var stream = Translator(from, to).Stream(isStrict: false);
        var follower = Pairs.DialectOf(from).Follow(Asked);
        var output = new List<byte>();
        var usage = TokenUsage.Unknown;
        foreach (var data in SseReading.Of(body).DataBytes)
        {
            var facts = follower.Read(data);
            usage = facts.Usage ?? usage;
            stream.Read(data, facts);
            if (facts.Kind == EventKind.Done)
                stream.End(usage);
        }

        stream.End(usage);
        output.AddRange(stream.Written.Span);
        return ([.. output], stream.Losses);
    }

    /// <summary>A stream of which nothing may get lost.</summary>
    public static StreamTranslation Strictly(Protocol from, Protocol to) => Translator(from, to).Stream(isStrict: true);

    private static AnswerTranslator Translator(Protocol from, Protocol to) => new(
        Pairs.DialectOf(to),
        Pairs.DialectOf(from),
        new AnswerContext(NoRequest, 1_700_000_000) { Model = "asked", ExchangeId = "01890a5d-ac96-774b-bcce-b302099a8057" });

    public static Envelope Asked { get; } = new()
    {
        Model = "asked",
        ModelSlice = null,
        Stream = true,
        MaxOutputTokens = null,
        Choices = 1,
        InputBound = 0,
        InputEstimate = 0,
    };
}
