using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.AnthropicMessages;
using FerroGate.Ai.Dialects.GeminiGenerate;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Dialects.OpenAiEmbeddings;
using FerroGate.Ai.Dialects.OpenAiResponses;
using FerroGate.Ai.Dialects.TokenCounts;
using FerroGate.Ai.Envelopes;
using FerroGate.Core.Keys;

namespace FerroGate.Server.Ai;

/// <summary>
/// The paths of the AI gateway. A path is one of them only as it is written here, in the client's spelling and in the
/// server's reading alike; what is one by any other reading is a variant, which nobody is let through to.
/// </summary>
internal static class AiPaths
{
    private const string ModelPrefix = "/v1/models/";
    private const string GeminiPrefix = "/v1beta/models/";
    private const string Generate = ":generateContent";
    private const string StreamGenerate = ":streamGenerateContent";
    private const string CountTokens = ":countTokens";

    private static readonly AiOperation Show = new(AiOperationKind.ModelShow, ChatDialect.Instance, "openai.models.show", Scope.ModelsRead);
    private static readonly AiOperation GeminiShow = new(AiOperationKind.ModelShow, GenerateDialect.Instance, "gemini.models.show", Scope.ModelsRead);
    private static readonly AiOperation GeminiCount = new(AiOperationKind.Answer, TokenCountDialect.Generate, "gemini.count_tokens", Scope.ChatCompletions);
    private static readonly AiOperation Gemini = new(AiOperationKind.Answer, GenerateDialect.Instance, "gemini.generate_content", Scope.ChatCompletions);

    private static readonly Dictionary<string, (string Method, AiOperation Operation)> Fixed = new(StringComparer.Ordinal)
    {
        ["/v1/chat/completions"] = (
            "POST", new AiOperation(AiOperationKind.Answer, ChatDialect.Instance, "openai.chat.completions", Scope.ChatCompletions)),
        ["/v1/responses"] = (
            "POST", new AiOperation(AiOperationKind.Answer, ResponsesDialect.Instance, "openai.responses", Scope.ResponsesCreate)),
        ["/v1/messages"] = (
            "POST", new AiOperation(AiOperationKind.Answer, MessagesDialect.Instance, "anthropic.messages", Scope.MessagesCreate)),
        ["/v1/responses/input_tokens"] = (
            "POST", new AiOperation(AiOperationKind.Answer, TokenCountDialect.Responses, "openai.responses.input_tokens", Scope.ResponsesCreate)),
        ["/v1/messages/count_tokens"] = (
            "POST", new AiOperation(AiOperationKind.Answer, TokenCountDialect.Messages, "anthropic.messages.count_tokens", Scope.MessagesCreate)),
        ["/v1/embeddings"] = (
            "POST", new AiOperation(AiOperationKind.Answer, EmbeddingsDialect.Instance, "openai.embeddings", Scope.EmbeddingsCreate) { Capability = "embeddings" }),
        ["/v1/models"] = (
            "GET", new AiOperation(AiOperationKind.ModelList, ChatDialect.Instance, "openai.models.list", Scope.ModelsRead)),
        ["/v1beta/models"] = (
            "GET", new AiOperation(AiOperationKind.ModelList, GenerateDialect.Instance, "gemini.models.list", Scope.ModelsRead)),
    };

    /// <param name="method">The request's method.</param>
    /// <param name="target">The path and query as the client sent them.</param>
    /// <param name="path">The path as the server read it, before any directive changed it.</param>
    public static AiPathMatch Match(string method, string target, string path)
    {
        var raw = PathOf(target).ToString();
        if (path == raw && Fixed.TryGetValue(raw, out var entry))
        {
            return Take(method, entry.Method, entry.Operation);
        }

        if (path == raw && StoredPaths.Match(method, raw, target) is { } stored)
        {
            return stored;
        }

        if (ModelOf(raw, path, ModelPrefix) is { } id)
        {
            return MatchGemini(method, id) ?? Take(method, "GET", Show with { ModelId = id });
        }

        if (ModelOf(raw, path, GeminiPrefix) is { } model)
        {
            return MatchGemini(method, model) ?? Take(method, "GET", GeminiShow with { ModelId = model });
        }

        var isVariant = HasModel(raw) || HasModel(path) || StoredPaths.Has(raw) || StoredPaths.Has(path) || PathReadings.Of(raw, path).Any(reading => IsAiPath(reading.Path));
        return new AiPathMatch(null, null, isVariant);
    }

    /// <summary>The path is below <c>/v1/</c> or <c>/v1beta/</c> by some reading: it belongs to the AI gateway.</summary>
    public static bool Owns(string target, string path) =>
        PathReadings.Of(PathOf(target).ToString(), path).Any(reading => reading.Firsts.Any(first => first is "v1" or "v1beta"));

    /// <summary>The protocol that a client speaks whose path is none of these, as far as the path tells.</summary>
    public static IDialect DialectOf(string target)
    {
        var path = PathOf(target);
        return path.StartsWith("/v1beta/") || (path.StartsWith(ModelPrefix) && HasVerb(path)) ? GenerateDialect.Instance
            : path.StartsWith("/v1/messages") ? MessagesDialect.Instance
            : ChatDialect.Instance;
    }

    /// <summary>
    /// OpenAI, Anthropic and Google list their models under one path; who names a version of Anthropic's API gets them in its form,
    /// and who shows a key as Google's clients do in Gemini's.
    /// </summary>
    public static AiOperation ForClient(AiOperation operation, IHeaderDictionary headers) =>
        operation.Kind == AiOperationKind.Answer || operation.Dialect != ChatDialect.Instance ? operation
        : headers.ContainsKey("anthropic-version") ? Spoken(operation, MessagesDialect.Instance, "anthropic")
        : headers.ContainsKey("x-goog-api-key") ? Spoken(operation, GenerateDialect.Instance, "gemini")
        : operation;

    private static AiOperation Spoken(AiOperation operation, IDialect dialect, string name) =>
        operation with { Dialect = dialect, Name = operation.Name.Replace("openai", name, StringComparison.Ordinal) };

    // What Google's clients ask of a model, under the stable version of the API as under the beta.
    private static AiPathMatch? MatchGemini(string method, string model)
    {
        foreach (var (suffix, operation, stream) in new[] { (Generate, Gemini, false), (StreamGenerate, Gemini, true), (CountTokens, GeminiCount, false) })
        {
            if (model.EndsWith(suffix, StringComparison.Ordinal) && model.Length > suffix.Length)
            {
                return Take(method, "POST", operation with { Address = new RequestAddress(model[..^suffix.Length], stream) });
            }
        }

        return null;
    }

    private static bool HasVerb(ReadOnlySpan<char> path) => path.EndsWith(Generate) || path.EndsWith(StreamGenerate) || path.EndsWith(CountTokens);

    // The last part of a path below a prefix, where the client and the server agree on it.
    private static string? ModelOf(string raw, string path, string prefix) =>
        IsBelow(raw, prefix) && IsBelow(path, prefix) && !raw.EndsWith('/') && Uri.UnescapeDataString(raw) == Uri.UnescapeDataString(path)
            ? Uri.UnescapeDataString(raw[prefix.Length..])
            : null;

    private static bool IsAiPath(string path) => Fixed.ContainsKey(path) || HasModel(path) || StoredPaths.Has(path);

    private static bool HasModel(string path) => IsBelow(path, ModelPrefix) || IsBelow(path, GeminiPrefix);

    private static bool IsBelow(string path, string prefix) => path.Length > prefix.Length && path.StartsWith(prefix, StringComparison.Ordinal);

    private static AiPathMatch Take(string method, string wanted, AiOperation operation) =>
        method == wanted ? new AiPathMatch(operation, null, false) : new AiPathMatch(null, wanted, false);

    // The target may be in absolute form (RFC 9112, 3.2.2). A number sign begins nothing here: the server keeps it in the path.
    private static ReadOnlySpan<char> PathOf(string target)
    {
        var path = target.AsSpan();
        if (!path.StartsWith('/') && path.IndexOf("://") is >= 0 and var scheme)
        {
            path = path[(scheme + 3)..];
            path = path.IndexOf('/') is >= 0 and var slash ? path[slash..] : "/";
        }

        return path.IndexOf('?') is >= 0 and var end ? path[..end] : path;
    }
}
