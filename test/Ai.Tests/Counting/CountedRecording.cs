using System.Text.Json;
using FerroGate.Ai.Counting;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.OpenAiEmbeddings;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Tests.Fixtures;
using FerroGate.Ai.Tests.Translation;
using FerroGate.Core.Usage;
using FerroGate.Testing.Contents;
using FerroGate.Testing.Recorded;

namespace FerroGate.Ai.Tests.Counting;

/// <summary>A recorded exchange whose provider told what it used, and what the gateway makes of it without being told.</summary>
internal sealed class CountedRecording
{
    private static readonly string[] OwnWords = ["web_search_options", "previous_response_id", "conversation", "prompt", "mcp_servers", "container"];

    private CountedRecording(RecordedExchange exchange, string model, Envelope envelope, TokenUsage usage)
    {
        (Exchange, Model, Envelope, Usage) = (exchange, model, envelope, usage);
        Family = ModelFamilies.Of(model);
    }

    public RecordedExchange Exchange { get; }

    public string Model { get; }

    public ModelFamily Family { get; }

    public Envelope Envelope { get; }

    /// <summary>What the provider told.</summary>
    public TokenUsage Usage { get; }

    /// <summary>What the model wrote.</summary>
    public KeptText Kept { get; } = new(keeps: true);

    /// <summary>The bytes of that.</summary>
    public long Written { get; private set; }

    public PromptCount? Prompt { get; private set; }

    /// <summary>Everything that the model read came with the request, as text: neither media, nor tools that the provider brings.</summary>
    public bool IsAllText => Envelope.Input.Media == 0 && !Exchange.Request.GetRawText().Contains("\"inlineData\"", StringComparison.Ordinal) && !BringsMore && (Prompt?.IsWhole ?? true);

    /// <summary>The provider adds what it has, finds or runs: by a word of the request, or because the model is an agent.</summary>
    public bool BringsMore => Model.StartsWith("compound", StringComparison.Ordinal) || OwnWords.Any(word => Exchange.Request.TryGetProperty(word, out var value) && value.ValueKind != JsonValueKind.Null)
        || Exchange.Request.GetRawText().Contains("MASSIVE_TEXT", StringComparison.Ordinal)
        || (Exchange.Request.TryGetProperty("tools", out var tools) && tools.ValueKind == JsonValueKind.Array && tools.EnumerateArray().Any(IsBuiltIn));

    public override string ToString() => $"{Exchange.Name} ({Model})";

    /// <summary>All of them, with the tokenizers loaded.</summary>
    public static async Task<IReadOnlyList<CountedRecording>> AllAsync()
    {
        Assert.SkipWhen(Recordings.Folder is null, "The recordings are not beside the repository.");
        await Task.WhenAll(TextEncoding.Cl100k.LoadAsync(), TextEncoding.O200k.LoadAsync());
        return [.. Recordings.All().Where(exchange => exchange.Status == 200 && !exchange.IsJsonArray).Select(Read).OfType<CountedRecording>()];
    }

    private static CountedRecording? Read(RecordedExchange exchange)
    {
        IDialect? dialect = Protocols.OfApi(exchange.Api) is { } protocol ? Pairs.DialectOf(protocol)
            : exchange is { Api: "embeddings", Provider: "openai" } ? EmbeddingsDialect.Instance : null;
        if (dialect is null || exchange.Request.ValueKind != JsonValueKind.Object || ModelOf(exchange) is not { } model
            || !dialect.ReadEnvelope(exchange.RequestBytes, new RequestAddress(model, exchange.IsStream)).TryGet(out var envelope, out _))
        {
            return null;
        }

        var reading = new CountedRecording(exchange, model, envelope, TokenUsage.Unknown);
        return reading.UsageOf(dialect) is { Input: not null } usage
            ? new CountedRecording(exchange, model, envelope, usage).Counted(dialect)
            : null;
    }

    private CountedRecording Counted(IDialect dialect)
    {
        UsageOf(dialect);
        Prompt = PromptCount.Of(Exchange.RequestBytes, Family, Exchange.Api == "chat");
        return this;
    }

    private TokenUsage? UsageOf(IDialect dialect)
    {
        if (!Exchange.IsAnsweredByStream)
        {
            Written = WrittenText.Measure(Exchange.ResponseBytes, Kept);
            return dialect.ReadAnswer(Exchange.ResponseBytes)?.Usage;
        }

        TokenUsage? usage = null;
        var follower = dialect.Follow(Envelope);
        follower.Kept = Kept;
        foreach (var data in SseReading.Of(Exchange.ResponseBytes).DataBytes)
        {
            var facts = follower.Read(data);
            usage = facts.Usage ?? usage;
            Written += facts.ContentBytes;
        }

        return usage;
    }

    private static string? ModelOf(RecordedExchange exchange)
    {
        if (exchange.Request.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.String)
            return model.GetString();

        var start = exchange.Path.IndexOf("models/", StringComparison.Ordinal);
        return start < 0 ? null : exchange.Path[(start + 7)..].Split(':', '/', '?')[0];
    }

    private static bool IsBuiltIn(JsonElement tool) =>
        tool.TryGetProperty("type", out var type) ? type.GetString() is not ("function" or "custom")
        : !tool.TryGetProperty("name", out _) && !tool.TryGetProperty("functionDeclarations", out _) && !tool.TryGetProperty("function_declarations", out _);
}
