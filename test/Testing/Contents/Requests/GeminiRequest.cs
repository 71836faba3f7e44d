using System.Text.Json;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Requests;

/// <summary>Reads a request of Gemini, whose fields may be spelt in either of two ways.</summary>
internal static class GeminiRequest
{
    /// <summary>What a result that is a mere text is wrapped in.</summary>
    private static readonly string[] Wrappers = ["result", "output", "content", "error", "return_value"];

    public static RequestContents Read(JsonElement body)
    {
        var turns = new RequestTurns();
        foreach (var content in body.At("contents").OneOrMore())
            ReadContent(content, turns);
        var config = body.At("generationConfig", "generation_config");
        var thinking = config.At("thinkingConfig", "thinking_config");
        var tools = body.ItemsAt("tools").ToArray();
        return new()
        {
            Protocol = Protocol.Gemini,
            System = [.. body.At("systemInstruction", "system_instruction").At("parts").OneOrMore().Select(part => part.TextAt("text")).OfType<string>()],
            Turns = turns.All,
            Tools = [.. tools.SelectMany(tool => tool.ItemsAt("functionDeclarations", "function_declarations")).Select(Tool)],
            OtherTools = [.. tools.SelectMany(tool => tool.EnumerateObject()).Select(field => field.Name).Where(IsVendors)],
            ToolChoice = Choice(body.At("toolConfig", "tool_config").At("functionCallingConfig", "function_calling_config")),
            MaxOutputTokens = config.NumberAt("maxOutputTokens", "max_output_tokens"),
            Temperature = config.NumberAt("temperature"),
            TopP = config.NumberAt("topP", "top_p"),
            TopK = config.NumberAt("topK", "top_k"),
            Stop = [.. config.ItemsAt("stopSequences", "stop_sequences").Select(stop => stop.GetString()!)],
            Seed = config.NumberAt("seed"),
            Candidates = config.NumberAt("candidateCount", "candidate_count"),
            FrequencyPenalty = config.NumberAt("frequencyPenalty", "frequency_penalty"),
            PresencePenalty = config.NumberAt("presencePenalty", "presence_penalty"),
            Logprobs = config.FlagAt("responseLogprobs", "response_logprobs"),
            TopLogprobs = config.NumberAt("logprobs"),
            Format = Format(config),
            ReasoningEffort = thinking.NumberAt("thinkingBudget", "thinking_budget") == "0"
                ? "none"
                : thinking.TextAt("thinkingLevel", "thinking_level")?.ToLowerInvariant(),
            ReasoningBudget = thinking.NumberAt("thinkingBudget", "thinking_budget"),
            ServiceTier = body.TextAt("serviceTier", "service_tier"),
        };
    }

    private static void ReadContent(JsonElement content, RequestTurns turns)
    {
        var role = content.TextAt("role") == "model" ? TurnRole.Assistant : TurnRole.User;
        foreach (var part in content.At("parts").OneOrMore())
            ReadPart(part, role, turns);
    }

    private static void ReadPart(JsonElement part, TurnRole role, RequestTurns turns)
    {
        var signature = part.TextAt("thoughtSignature", "thought_signature");
        if (part.FlagAt("thought") == true)
        {
            turns.Add(role, new ReasoningPart(part.TextAt("text") ?? "", signature));
            return;
        }

        // What was thought before the part that it is attached to.
        if (signature is not null)
            turns.Add(role, new ReasoningPart("", signature));
        if (part.TextAt("text") is { } text)
            turns.Add(role, new TextPart(text));
        else if (part.At("functionCall", "function_call") is { } call)
            turns.AddCall(call.TextAt("name"), call.At("args") is { } args ? CanonicalJson.Of(args) : "{}", call.TextAt("id"));
        else if (part.At("functionResponse", "function_response") is { } response)
            ReadResult(response, turns);
        else
            turns.Add(role, (RequestPart?)Media(part) ?? new OtherPart(Kind(part)));
    }

    private static void ReadResult(JsonElement result, RequestTurns turns)
    {
        var response = result.At("response") ?? default;
        turns.AddResult(
            result.TextAt("id"),
            result.TextAt("name"),
            [ResultText(response)],
            response.At("error") is not null,
            result.ItemsAt("parts").Select(Media).OfType<MediaPart>());
    }

    /// <summary>The text that is wrapped, or the object itself.</summary>
    private static string ResultText(JsonElement response)
    {
        if (response.ValueKind != JsonValueKind.Object)
            return "";
        // Some repeat the tool's name beside its result.
        JsonProperty[] fields = [.. response.EnumerateObject().Where(field => field.Name != "name")];
        if (fields is not [var only] || !Wrappers.Contains(only.Name))
            return CanonicalJson.Of(response);
        return only.Value.ValueKind == JsonValueKind.String ? only.Value.GetString()! : CanonicalJson.Of(only.Value);
    }

    private static MediaPart? Media(JsonElement part)
    {
        if (part.At("inlineData", "inline_data") is { } data && data.TextAt("mimeType", "mime_type") is var type)
            return MediaPart.OfBase64(MediaPart.KindOf(type), type, data.TextAt("data") ?? "", data.TextAt("displayName"));
        if (part.At("fileData", "file_data") is { } file && file.TextAt("mimeType", "mime_type") is var fileType)
            return OfUrl(fileType, file.TextAt("fileUri", "file_uri") ?? "");
        return null;
    }

    // A URL whose type nobody says is an image for everybody else, unless it looks like a document.
    private static MediaPart OfUrl(string? type, string url) =>
        MediaPart.OfUrl(type is not null ? MediaPart.KindOf(type) : url.Contains(".pdf", StringComparison.Ordinal) ? MediaKind.File : MediaKind.Image, url, type);

    private static string Kind(JsonElement part) =>
        part.EnumerateObject().Select(field => field.Name).FirstOrDefault(name => !name.StartsWith("thought", StringComparison.Ordinal)) ?? "";

    private static bool IsVendors(string tool) => tool is not ("functionDeclarations" or "function_declarations");

    private static ToolDeclaration Tool(JsonElement declaration) => new(
        declaration.TextAt("name") ?? "",
        declaration.TextAt("description"),
        SchemaText.OfArguments(declaration.At("parameters", "parametersJsonSchema", "parameters_json_schema")),
        Strict: null);

    private static ToolChoice? Choice(JsonElement? config)
    {
        string[] names = [.. config.ItemsAt("allowedFunctionNames", "allowed_function_names").Select(name => name.GetString()!)];
        return config.TextAt("mode")?.ToUpperInvariant() switch
        {
            "AUTO" or "VALIDATED" => new(ToolChoiceKind.Auto),
            "NONE" => new(ToolChoiceKind.None),
            "ANY" => names is [var only] ? new(ToolChoiceKind.Named, only) : new(ToolChoiceKind.Required),
            _ => null,
        };
    }

    private static ResponseFormat? Format(JsonElement? config)
    {
        var schema = config.At("responseJsonSchema", "response_json_schema", "_responseJsonSchema", "responseSchema", "response_schema");
        return config.TextAt("responseMimeType", "response_mime_type") switch
        {
            "application/json" when schema is { } given => new(FormatKind.JsonSchema, Schema: SchemaText.Of(given)),
            "application/json" => new(FormatKind.Json),
            "text/plain" => new(FormatKind.Text),
            _ => null,
        };
    }
}
